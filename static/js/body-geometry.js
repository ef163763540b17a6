// Boxes and places of the body map, in drawing units. A box is [x, y, width, height].

const LIMITS = { left: -300, top: -60, right: 300, bottom: 1060 };
const NARROWEST = 70;
const WIDEST = 600;

/** The box, moved so that the middle of what it shows stays on the drawing. */
export function clampBox([x, y, width, height]) {
  const middle = (low, value, high) => Math.min(Math.max(value, low), high);
  return [
    middle(LIMITS.left - width / 2, x, LIMITS.right - width / 2),
    middle(LIMITS.top - height / 2, y, LIMITS.bottom - height / 2),
    width,
    height,
  ];
}

/** The box shown `by` times as large, with the place `at` staying where it is on the screen. */
export function zoomBox([x, y, width, height], by, at) {
  const wanted = Math.min(Math.max(width / by, NARROWEST), WIDEST);
  const scale = wanted / width;
  return [at.x - (at.x - x) * scale, at.y - (at.y - y) * scale, wanted, height * scale];
}

/** The name of the place nearest to (x, y), relative to its size: "left calf". `places`: [x, y, radius, name]. */
export function nearestPlace(places, view, x, y) {
  const away = ([px, py, radius]) => Math.hypot(Math.abs(x) - px, y - py) / radius;
  const nearest = places.reduce((best, each) => (away(each) < away(best) ? each : best));
  const side = x > 0 === (view === "front") ? "left" : "right";
  return `${side} ${nearest[3]}`;
}
