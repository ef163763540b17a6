// Sending a file: a bar that moves while it goes out, and a word at once about one that is too large.
// Without this file the form sends it as any form does.

import { isOutage, sentence } from "./outage.js";

const form = () => document.getElementById("upload");

function say(text) {
  const error = form().querySelector(".field__error");
  const input = form().querySelector("input[type=file]");
  error.textContent = text;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

const isTooLarge = () => {
  const file = form().querySelector("input[type=file]").files[0];
  return Boolean(file) && file.size > Number(form().dataset.limit);
};

function onChosen(event) {
  if (!event.target.matches("#upload input[type=file]")) return;
  say(isTooLarge() ? form().querySelector(".field__error").dataset.tooLarge : "");
}

function onBefore(event) {
  if (event.detail.elt !== form()) return;
  if (isTooLarge()) {
    event.preventDefault();
    say(form().querySelector(".field__error").dataset.tooLarge);
    return;
  }
  say("");
  form().querySelector("button").disabled = true;
  form().querySelector(".import-sending").hidden = false;
}

function onProgress(event) {
  if (event.detail.elt !== form() || !event.detail.lengthComputable) return;
  const percent = Math.round((100 * event.detail.loaded) / event.detail.total);
  form().querySelector("progress").value = percent;
  form().querySelector("[role=status]").textContent =
    percent < 100 ? `Sending, ${percent} %` : "Sent. One moment";
}

function onFailed(event) {
  if (event.detail.elt !== form()) return;
  form().querySelector("button").disabled = false;
  form().querySelector(".import-sending").hidden = true;
  const status = event.detail.xhr?.status;
  if (status === 401 || status === 403) say("You are signed out. Sign in, and send it again.");
  else if (isOutage(status)) say(sentence(event.detail.xhr));
  else say("The file did not arrive. Please send it again.");
}

// The form with its message comes back, as it does for every other refusal.
function onAnswer(event) {
  if (event.detail.xhr.status !== 413) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}

document.addEventListener("change", onChosen);
document.addEventListener("htmx:beforeRequest", onBefore);
document.addEventListener("htmx:xhr:progress", onProgress);
document.addEventListener("htmx:beforeSwap", onAnswer);
document.addEventListener("htmx:sendError", onFailed);
document.addEventListener("htmx:responseError", onFailed);
