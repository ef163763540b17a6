// A button that copies the text of another element. Without the browser's leave, or without JavaScript, the text is
// there to be selected.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const said = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it above and copy it";
    }
    setTimeout(() => {
      button.textContent = said;
    }, 4000);
  });
}
