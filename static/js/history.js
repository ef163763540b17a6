// Arrow keys walk through the days of the calendar; Page Up and Page Down turn the month.
// A link to one day of the calendar (#d-2026-11-20) goes on from that day.

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const calendar = document.querySelector(".calendar__days");
const days = [...calendar.querySelectorAll("a.day")];

calendar.querySelector("a.day:target")?.focus();

function turn(direction) {
  document.querySelector(`.calendar a[rel="${direction}"]`)?.click();
}

calendar.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    turn(event.key === "PageUp" ? "prev" : "next");
    return;
  }
  const step = STEPS[event.key];
  const target = step && days[days.indexOf(document.activeElement) + step];
  if (!target) return;
  event.preventDefault();
  target.focus();
});
