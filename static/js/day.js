// The page of a day: taps answer at once on the screen, the server is told by htmx, a failed save is tried again.
// Without this file every control still works through the page's one Save button.

const RETRY_SECONDS = [2, 4, 8, 15, 30];
const unsaved = new Set(); // ids of the fields whose last save failed
let attempt = 0;
let timer = null;

const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

function tell(element) {
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

// --- Pain: gone, better, same, worse move the scale; the scale moves the number and the dot.

function choosePain(field, value) {
  const step = field.querySelector(`.scale__step input[value="${value}"]`);
  if (!step) return;
  step.checked = true;
  showPain(field, value);
}

function showPain(field, value) {
  const spot = field.closest(".spot");
  if (!spot) return;
  spot.querySelector("[data-value]").textContent = value === "" ? "–" : value;
  spot.querySelector("[data-state]").textContent = value === "" ? "not recorded" : "";
  const dot = spot.querySelector("[data-dot]");
  dot.className = `dot pain-${value === "" ? "none" : value}`;
  const taps = [...field.querySelectorAll("[data-taps] input")];
  const said = taps.find((tap) => tap.checked && tap.value === value) ?? taps.find((tap) => tap.value === value);
  for (const tap of taps) tap.checked = tap === said;
  const mark = document.querySelector(`.mark[href="#spot-${spot.dataset.spot}"]`);
  if (mark && value !== "") mark.setAttribute("class", `mark pain-${value}`);
}

function onChange(event) {
  const tap = closest(event, "[data-taps] input");
  if (tap) {
    choosePain(tap.closest("[data-field]"), tap.value);
    return;
  }
  const step = closest(event, ".spot__field .scale__step input, .spot__field .scale__clear input");
  if (step) showPain(step.closest("[data-field]"), step.value);
}

// --- Steppers

function onStep(event) {
  const button = closest(event, "[data-by]");
  if (!button) return;
  const stepper = button.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  const step = Number(stepper.dataset.step);
  const typed = Number(input.value.replace(",", "."));
  const empty = input.value.trim() === "" || Number.isNaN(typed);
  const next = empty ? Number(stepper.dataset.start) : typed + step * Number(button.dataset.by);
  const value = Math.min(Math.max(next, 0), Number(stepper.dataset.high));
  input.value = String(Math.round(value * 100) / 100);
  tell(input);
}

// --- Hold and slide along a scale

let sliding = null;

function stepUnder(event, scale) {
  const steps = [...scale.querySelectorAll(".scale__step")];
  return steps.find((step) => event.clientX <= step.getBoundingClientRect().right) ?? steps.at(-1);
}

function onDown(event) {
  const scale = closest(event, "[data-scale]");
  if (scale && event.isPrimary) sliding = { scale, from: event.clientX, moved: false };
}

function onMove(event) {
  if (!sliding || !event.isPrimary) return;
  if (Math.abs(event.clientX - sliding.from) > 10) sliding.moved = true;
  if (!sliding.moved) return;
  const input = stepUnder(event, sliding.scale).querySelector("input");
  if (input.checked) return;
  input.checked = true;
  const field = sliding.scale.closest("[data-field]");
  if (field.matches(".spot__field")) showPain(field, input.value);
}

function onUp() {
  if (sliding?.moved) {
    const input = sliding.scale.querySelector("input:checked");
    if (input) tell(input);
    addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
    setTimeout(() => removeEventListener("click", (event) => event.preventDefault(), { capture: true }), 0);
  }
  sliding = null;
}

// --- Saving: what failed is kept, said, and tried again

function say(text, bad) {
  const saved = document.getElementById("saved");
  saved.textContent = "";
  const line = document.createElement("span");
  line.className = bad ? "saved__bad" : "saved__time";
  line.textContent = text;
  saved.append(line);
}

function onFailed(event) {
  const field = event.detail.elt;
  const status = event.detail.xhr?.status ?? 0;
  if (field.dataset.field && (status === 0 || status >= 500 || status === 429)) unsaved.add(field.id);
  if (!unsaved.size) {
    say("Not saved. Open the page again.", true);
    return;
  }
  say("Not saved, trying again", true);
  clearTimeout(timer);
  timer = setTimeout(tryAgain, RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] * 1000);
  attempt += 1;
}

function tryAgain() {
  clearTimeout(timer);
  for (const id of [...unsaved]) {
    unsaved.delete(id);
    const field = document.getElementById(id);
    const input = field?.querySelector("input:checked, textarea, input:not([type=hidden], [type=radio], [type=checkbox])");
    if (field) tell(input ?? field);
  }
}

function onAnswered(event) {
  const field = event.detail.elt;
  if (!field.dataset?.field) return;
  const refused = event.detail.xhr.status === 422;
  for (const input of field.querySelectorAll("input.input, textarea")) {
    if (refused) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  if (event.detail.successful || refused) unsaved.delete(field.id);
  if (!unsaved.size) attempt = 0;
}

// After the whole day was drawn anew: the map is kept as it was, so its dots follow the numbers, and somebody at
// the keyboard stays where they were.
function onSettled(event) {
  if (event.detail.target?.id !== "day-content" && event.target.id !== "day-content") return;
  for (const spot of document.querySelectorAll(".spot[data-pain]")) {
    const mark = document.querySelector(`.mark[href="#spot-${spot.dataset.spot}"]`);
    mark?.setAttribute("class", `mark pain-${spot.dataset.pain}`);
  }
  if (document.activeElement === document.body) document.getElementById("day-content").focus({ preventScroll: true });
}

addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});
addEventListener("online", tryAgain);

// A page left open over night is of yesterday: show the new day, unless something is still to be saved.
const opened = Date.now();
document.addEventListener("visibilitychange", () => {
  const stale = Date.now() - opened > 2 * 60 * 60 * 1000;
  if (document.visibilityState === "visible" && stale && !unsaved.size && document.querySelector("[data-today]"))
    location.reload();
});

document.addEventListener("change", onChange, { capture: true });
document.addEventListener("click", onStep);
document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
document.addEventListener("pointerup", onUp);
document.addEventListener("pointercancel", () => {
  sliding = null;
});
document.addEventListener("htmx:sendError", onFailed);
document.addEventListener("htmx:timeout", onFailed);
document.addEventListener("htmx:responseError", onFailed);
document.addEventListener("htmx:afterRequest", onAnswered);
document.addEventListener("htmx:afterSettle", onSettled);
document.addEventListener("click", (event) => {
  const close = closest(event, ".treatment-form [data-close]");
  if (!close?.closest("#treatments")) return;
  event.preventDefault();
  close.closest("form").remove();
});
