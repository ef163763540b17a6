// Saving a day: what failed is kept on the page, said, and tried again. htmx sends; this file minds what comes back.

import { isOutage, sentence } from "./outage.js";

const RETRY_SECONDS = [2, 4, 8, 15, 30];
const SLOW_MS = 700;
const unsaved = new Set(); // ids of the fields whose last save failed
let attempt = 0;
let timer = null;
let slow = null;

export const allSaved = () => unsaved.size === 0;

function say(text, link) {
  const saved = document.getElementById("saved");
  const line = document.createElement(link ? "a" : "span");
  line.className = "saved__bad";
  line.textContent = text;
  if (link) Object.assign(line, { href: link, target: "_blank", rel: "noopener" });
  saved.replaceChildren(line);
}

// Somebody who signed in again in another tab has a new token; forms on this page still carry the old one.
function renewTokens() {
  const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
}

export function tryAgain() {
  clearTimeout(timer);
  renewTokens();
  for (const id of [...unsaved]) {
    unsaved.delete(id);
    const field = document.getElementById(id);
    const input = field?.querySelector(
      "input:checked, textarea, input:not([type=hidden], [type=radio], [type=checkbox])",
    );
    (input ?? field)?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function again(status) {
  if (status === 401 || status === 403) say("Signed out. Sign in", "/account/login/");
  else if (isOutage(status)) say("Not saved");
  else say("Not saved, trying again");
  clearTimeout(timer);
  timer = setTimeout(tryAgain, RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] * 1000);
  attempt += 1;
}

function refuse(field, text) {
  say("Not saved");
  const error = field.querySelector(".field__error");
  if (error) error.textContent = text;
}

// It is tried again all the same: what is wrong may be put right while the page is open.
function tellBeside(field, text) {
  const error = field.querySelector(".field__error");
  if (error) error.textContent = text;
}

function onFailed(event) {
  clearTimeout(slow);
  const asked = event.detail.elt;
  const status = event.detail.xhr?.status ?? 0;
  if (!asked.dataset?.field) {
    if (status === 401 || status === 403) say("Signed out. Sign in", "/account/login/");
    else if (isOutage(status)) say("Not saved");
    else say(status === 404 ? "That is no longer there" : "Not sent. Tap it again");
    return;
  }
  if (status === 413) return refuse(asked, "That is too long to save.");
  if (status === 404) return refuse(asked, "This is no longer in your diary.");
  if (isOutage(status)) tellBeside(asked, sentence(event.detail.xhr));
  unsaved.add(asked.id);
  again(status);
}

function onAsked(event) {
  const asked = event.detail.elt;
  if (event.detail.target?.id === "day-content") document.getElementById("day-content").inert = true;
  if (!asked.dataset?.field) return;
  clearTimeout(slow);
  slow = setTimeout(() => {
    document.getElementById("saved").textContent = "Saving";
  }, SLOW_MS);
}

function onAnswered(event) {
  const field = event.detail.elt;
  document.getElementById("day-content")?.removeAttribute("inert");
  if (!field.dataset?.field) return;
  clearTimeout(slow);
  const refused = event.detail.xhr.status === 422;
  for (const input of field.querySelectorAll("input.input, textarea")) {
    if (refused) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  if (event.detail.successful || refused) unsaved.delete(field.id);
  if (allSaved()) attempt = 0;
}

document.addEventListener("htmx:beforeRequest", onAsked);
document.addEventListener("htmx:sendError", onFailed);
document.addEventListener("htmx:timeout", onFailed);
document.addEventListener("htmx:responseError", onFailed);
document.addEventListener("htmx:afterRequest", onAnswered);
addEventListener("online", tryAgain);
addEventListener("beforeunload", (event) => {
  if (!allSaved()) event.preventDefault();
});
