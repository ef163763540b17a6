// The page of a day: taps answer at once on the screen, the server is told by htmx, a failed save is tried again.
// Without this file every control still works through the page's one Save button.

import { allSaved } from "./day-saving.js";

const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

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
  const taps = [...field.querySelectorAll("[data-taps] input:not(:disabled)")];
  const said =
    taps.find((tap) => tap.checked && tap.value === value) ?? taps.find((tap) => tap.value === value);
  for (const tap of taps) tap.checked = tap === said;
  colourMark(spot, value === "" ? spot.dataset.last : value);
  noteAnswer(spot.dataset.spot, value);
}

// A spot that was asked after keeps its line, so that nothing moves under the thumb.
function noteAnswer(spot, value) {
  const line = document.querySelector(`[data-follow="${spot}"]`);
  if (!line) return;
  line.classList.toggle("follow__spot--noted", value !== "");
  line.querySelector("[data-noted]").textContent = `Noted: ${value}`;
  line.querySelector("input[name=noted]").disabled = value === "";
}

// The map is kept when the day is drawn anew, so its dots follow the numbers.
function colourMark(spot, pain) {
  const mark = document.querySelector(`.mark[href="#spot-${spot.dataset.spot}"]`);
  mark?.setAttribute("class", `mark pain-${pain}`);
}

// What happened is noted only where something happened: the server records the yes, the page shows it.
function sayYes(field) {
  if (!field.querySelector('input:checked:not([value=""])'))
    field.querySelector('input[value="1"]').checked = true;
}

function onChange(event) {
  const tap = closest(event, "[data-taps] input");
  if (tap) {
    choosePain(tap.closest("[data-field]"), tap.value);
    return;
  }
  const note = closest(event, "[data-implies-yes]");
  if (note?.value) sayYes(document.getElementById(`field-${note.dataset.impliesYes}`));
  const step = closest(event, ".spot__field .scale__step input, .spot__field .scale__clear input");
  if (step) showPain(step.closest("[data-field]"), step.value);
}

// "Other" leads to the spot's own scale, wherever that is folded away.
function openScale(event) {
  const other = closest(event, ".follow__other");
  const scale = other && document.querySelector(`${other.hash} .spot__more`);
  if (!scale) return;
  scale.open = true;
  const quiet = scale.closest(".disclosure");
  if (quiet) quiet.open = true;
}

// --- Steppers

// 7.5, 7,5 and 7:30 as the server reads them; null for nothing, or for what is no number.
function typedNumber(text) {
  const clock = text.trim().match(/^(\d{1,2}):([0-5]\d)$/);
  if (clock) return Number(clock[1]) + Number(clock[2]) / 60;
  const number = Number(text.replace(",", "."));
  return text.trim() === "" || Number.isNaN(number) ? null : number;
}

function onStep(event) {
  const button = closest(event, "[data-by]");
  if (!button) return;
  const stepper = button.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  const step = Number(stepper.dataset.step);
  const by = Number(button.dataset.by);
  const now = typedNumber(input.value);
  const first = Number(stepper.dataset.start) || (by > 0 ? step : 0);
  const value = Math.min(Math.max(now === null ? first : now + step * by, 0), Number(stepper.dataset.high));
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
  sliding = scale && event.isPrimary ? { scale, from: event.clientX, moved: false } : null;
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

function refuseClick(event) {
  event.preventDefault();
}

function onUp() {
  if (sliding?.moved) {
    const input = sliding.scale.querySelector("input:checked");
    if (input) tell(input);
    // A mouse ends its slide with a click, which would choose once more; a finger does not.
    addEventListener("click", refuseClick, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", refuseClick, { capture: true }), 0);
  }
  sliding = null;
}

// After the whole day was drawn anew somebody at the keyboard stays where they were.
function onSettled(event) {
  if (event.detail.target?.id !== "day-content" && event.target.id !== "day-content") return;
  for (const spot of document.querySelectorAll(".spot")) colourMark(spot, spot.dataset.pain);
  if (document.activeElement === document.body)
    (document.querySelector("[data-just]") ?? document.getElementById("day-content")).focus({
      preventScroll: true,
    });
}

// A page left open over night is of yesterday: show the new day, unless something is still to be saved.
const opened = Date.now();
document.addEventListener("visibilitychange", () => {
  const stale = Date.now() - opened > 2 * 60 * 60 * 1000;
  if (document.visibilityState === "visible" && stale && allSaved() && document.querySelector("[data-today]"))
    location.reload();
});

document.addEventListener("change", onChange, { capture: true });
document.addEventListener("click", onStep);
document.addEventListener("click", openScale);
document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
document.addEventListener("pointerup", onUp);
document.addEventListener("pointercancel", () => {
  sliding = null;
});
document.addEventListener("htmx:afterSettle", onSettled);
document.addEventListener("click", (event) => {
  const close = closest(event, ".treatment-form [data-close]");
  if (!close?.closest("#treatments")) return;
  event.preventDefault();
  close.closest("form").remove();
});
