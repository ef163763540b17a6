// The body map: tap, pinch, drag, wheel or keys pick a place on the drawing; the server offers the muscles there.
// All positions are drawing units (midline x = 0, crown y = 0, sole y = 1000).
import { clampBox, nearestPlace, zoomBox } from "./body-geometry.js";

const TAP_SLOP = 8; // pixels a finger may move and still tap
const TAP_MS = 600;
const DOUBLE_MS = 280;
const STEP = 8; // drawing units an arrow key moves the crosshair
const WIDE = matchMedia("(min-width: 960px)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

class BodyMap {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".body-map__stage");
    this.answer = root.querySelector("[data-answer]");
    this.status = root.querySelector("[data-status]");
    this.pointers = new Map();
    this.cursor = null; // where the ring stands
    this.covered = null; // the box before it was moved out from under the answer
    this.lastTap = null;
    this.shown = root.querySelector("[data-drawn]:not([hidden])").dataset.drawn;
    this.goTo(root.querySelector("a[data-area][aria-current]"));
    this.prepare();
    this.listen();
  }

  get svg() {
    return this.root.querySelector(`[data-drawn="${this.shown}"] svg`);
  }

  prepare() {
    for (const each of this.root.querySelectorAll("[data-with-script], [data-zoom]")) each.hidden = false;
    for (const each of this.root.querySelectorAll("[data-without-script]")) each.hidden = true;
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-label", "Body map");
    this.stage.setAttribute(
      "aria-description",
      "Arrow keys move, Enter picks, plus and minus zoom, Escape cancels.",
    );
  }

  listen() {
    const on = (target, type, run, options) => target.addEventListener(type, run.bind(this), options);
    on(this.root, "click", this.onClick);
    on(this.stage, "pointerdown", this.onDown);
    on(this.stage, "pointermove", this.onMove);
    on(this.stage, "pointerup", this.onUp);
    on(this.stage, "pointercancel", this.onCancel);
    on(this.stage, "wheel", this.onWheel, { passive: false });
    on(this.stage, "keydown", this.onKey);
    on(this.stage, "click", this.onStageClick, true);
    on(this.stage, "dragstart", (event) => event.preventDefault());
    on(this.root, "keydown", (event) => event.key === "Escape" && this.close());
    on(this.answer, "htmx:afterSwap", this.reveal);
    on(this.answer, "htmx:sendError", this.fail);
    on(this.answer, "htmx:responseError", this.fail);
    new ResizeObserver(() => this.draw()).observe(this.stage);
  }

  // --- what is shown

  goTo(link) {
    this.home = link.dataset.box.split(" ").map(Number);
    this.stage.dataset.area = link.dataset.area;
    this.look(this.home);
    for (const each of this.root.querySelectorAll("a[data-area]"))
      each.toggleAttribute("aria-current", each === link);
    link.setAttribute("aria-current", "true");
  }

  look(box) {
    this.box = clampBox(box);
    this.stage.classList.toggle("body-map__stage--zoomed", this.box[2] < this.home[2] * 0.98);
    this.draw();
  }

  draw() {
    for (const svg of this.root.querySelectorAll(".body-map__drawing"))
      svg.setAttribute("viewBox", this.box.join(" "));
    const matrix = this.svg.getScreenCTM();
    if (!matrix?.a) return;
    this.unit = 1 / matrix.a;
    this.stage.style.setProperty("--unit", this.unit);
  }

  show(view) {
    this.shown = view;
    for (const each of this.root.querySelectorAll("[data-drawn]")) each.hidden = each.dataset.drawn !== view;
    for (const each of this.root.querySelectorAll("a[data-view]")) {
      each.toggleAttribute("aria-current", each.dataset.view === view);
      if (each.dataset.view === view) each.setAttribute("aria-current", "true");
    }
    this.close();
    this.draw();
    this.say(`Your ${view}`);
  }

  say(text) {
    this.status.textContent = text;
  }

  // --- places

  place(clientX, clientY) {
    return new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  point(at) {
    for (const each of this.root.querySelectorAll("[data-cursor]")) each.toggleAttribute("hidden", !at);
    this.cursor = at;
    if (at) this.svg.querySelector("[data-cursor]").setAttribute("transform", `translate(${at.x} ${at.y})`);
  }

  name(at) {
    return nearestPlace(JSON.parse(this.svg.dataset.places), this.shown, at.x, at.y);
  }

  pick(at, byKeyboard) {
    this.point(at);
    this.byKeyboard = byKeyboard;
    const query = new URLSearchParams({
      view: this.shown,
      x: at.x.toFixed(1),
      y: at.y.toFixed(1),
      date: this.root.dataset.date,
    });
    const options = { source: this.answer, target: this.answer, swap: "innerHTML" };
    htmx.ajax("GET", `${this.root.dataset.near}?${query}`, options);
  }

  fail() {
    this.answer.textContent = "No answer from the server. Tap again, or choose from the list.";
    this.say(this.answer.textContent);
  }

  reveal() {
    const title = this.answer.querySelector("[data-answer-title]");
    this.say(title?.textContent ?? "");
    if (this.byKeyboard) (this.answer.querySelector("input[type=radio], a.button") ?? title)?.focus();
    if (this.cursor) this.uncover(this.cursor);
  }

  /** The answer covers the lower part of the screen, or of the map: brings the picked place above it. */
  uncover(at) {
    const y = new DOMPoint(at.x, at.y).matrixTransform(this.svg.getScreenCTM()).y;
    const top = this.answer.getBoundingClientRect().top;
    if (y < top - 40) return;
    if (WIDE.matches) {
      const from = this.stage.getBoundingClientRect().top;
      this.covered ??= this.box;
      this.look([this.box[0], at.y - (top - from) * 0.5 * this.unit, this.box[2], this.box[3]]);
    } else window.scrollBy({ top: y - top * 0.6, behavior: CALM.matches ? "auto" : "smooth" });
  }

  close() {
    const inside = this.answer.contains(document.activeElement);
    this.answer.replaceChildren();
    this.point(null);
    if (this.covered) this.look(this.covered);
    this.covered = null;
    if (inside) this.stage.focus();
  }

  // --- pointers

  onClick(event) {
    const link = event.target.closest("a[data-view], a[data-area], [data-zoom-by], [data-close]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.view) this.show(link.dataset.view);
    else if (link.dataset.area) this.goTo(link);
    else if (link.dataset.zoomBy) this.zoom(Number(link.dataset.zoomBy));
    else this.close();
  }

  onStageClick(event) {
    // A drag that ends on a dot is no click on it.
    if (this.dragged && event.target.closest("a")) event.preventDefault();
  }

  onDown(event) {
    if (event.target.closest("[data-zoom]") || event.button > 0) return;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.pointers.size === 1) {
      this.down = { x: event.clientX, y: event.clientY, time: event.timeStamp };
      this.dragged = false;
    } else this.dragged = true;
  }

  onMove(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (Math.hypot(now.x - this.down.x, now.y - this.down.y) > TAP_SLOP) {
      if (!this.dragged && !event.target.closest("a")) this.stage.setPointerCapture(event.pointerId);
      this.dragged = true;
    }
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, now);
    else if (this.dragged) this.pan(before, now);
    if (this.dragged) this.pointers.set(event.pointerId, now);
  }

  onUp(event) {
    const known = this.pointers.delete(event.pointerId);
    if (!known || this.dragged || event.timeStamp - this.down.time > TAP_MS || event.target.closest("a"))
      return;
    const at = this.place(event.clientX, event.clientY);
    if (this.lastTap && event.timeStamp - this.lastTap.time < DOUBLE_MS) {
      clearTimeout(this.lastTap.timer);
      this.lastTap = null;
      this.point(null);
      this.zoom(2, at);
      return;
    }
    this.point(at);
    // The ring answers at once; the muscles wait for a possible second tap.
    this.lastTap = { time: event.timeStamp, timer: setTimeout(() => this.pick(at, false), DOUBLE_MS) };
  }

  onCancel(event) {
    this.pointers.delete(event.pointerId);
    this.dragged = true;
  }

  pan(before, now) {
    const from = this.place(before.x, before.y);
    const to = this.place(now.x, now.y);
    const [x, y, width, height] = this.box;
    this.look([x + from.x - to.x, y + from.y - to.y, width, height]);
  }

  pinch(id, before, now) {
    const [other] = [...this.pointers].filter(([each]) => each !== id).map(([, each]) => each);
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    this.zoom(apart(now) / apart(before), this.place((now.x + other.x) / 2, (now.y + other.y) / 2));
  }

  zoom(by, at) {
    const [x, y, width, height] = this.box;
    this.look(zoomBox(this.box, by, at ?? this.cursor ?? { x: x + width / 2, y: y + height / 2 }));
  }

  onWheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 200), this.place(event.clientX, event.clientY));
  }

  // --- keys

  onKey(event) {
    if (event.target !== this.stage) return;
    const [x, y, width, height] = this.box;
    const step = event.shiftKey ? STEP * 5 : STEP;
    const at = this.cursor ?? { x: x + width / 2, y: y + height / 3 };
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const zooms = { "+": 1.6, "=": 1.6, "-": 0.625 };
    if (moves[event.key]) this.moveTo({ x: at.x + moves[event.key][0], y: at.y + moves[event.key][1] });
    else if (event.key === "Enter") this.pick(at, true);
    else if (zooms[event.key]) this.zoom(zooms[event.key]);
    else return;
    event.preventDefault();
  }

  moveTo(at) {
    this.point(at);
    this.say(this.name(at));
    const [x, y, width, height] = this.box;
    const dx = at.x < x ? at.x - x : Math.max(0, at.x - x - width);
    const dy = at.y < y ? at.y - y : Math.max(0, at.y - y - height);
    if (dx || dy) this.look([x + dx, y + dy, width, height]);
  }
}

for (const root of document.querySelectorAll("[data-body-map]")) new BodyMap(root);
