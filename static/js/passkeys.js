// Shows the passkey buttons where passkeys can work, and says in plain words when one did not.

const buttons = document.querySelectorAll("[data-passkey]");
const problem = document.querySelector("[data-passkey-problem]");
const isAddress = /^[\d.]+$|:/.test(location.hostname);

function say(text) {
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = false;
}

if (window.PublicKeyCredential && !isAddress) {
  for (const button of buttons) button.hidden = false;
} else {
  for (const button of buttons) button.disabled = true;
  if (problem?.classList.contains("notice")) {
    say(
      isAddress
        ? "Browsers allow passkeys only where the address is a name, such as localhost, and not a number. Open Unknot under its name to use them."
        : "This browser knows no passkeys, or the connection is not encrypted.",
    );
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const cancelled = event.detail.exception?.name === "NotAllowedError";
  say(
    cancelled
      ? "That was cancelled or took too long. You can try again."
      : "That did not work. You can try again, or use your password.",
  );
});
