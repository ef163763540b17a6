// The body map: tap, pinch, drag, wheel or keys pick a place on the drawing; the server offers the muscles there.
// All positions are drawing units (midline x = 0, crown y = 0, sole y = 1000).
import { clampBox, nearestPlace, zoomBox } from "./body-geometry.js";
import { watchGestures } from "./body-gestures.js";

const STEP = 8; // drawing units an arrow key moves the crosshair
const WIDE = matchMedia("(min-width: 960px)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

// What the page last showed: a part of the page that htmx replaces brings a new map, which goes on from there.
const last = { view: null, area: null };

function setCurrent(links, chosen) {
  for (const link of links) {
    if (chosen(link)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

class BodyMap {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".body-map__stage");
    this.answer = root.querySelector("[data-answer]");
    this.status = root.querySelector("[data-status]");
    this.cursor = null; // where the ring stands
    this.covered = null; // the box before it was moved out from under the answer
    const find = (wanted, otherwise) => root.querySelector(wanted) ?? root.querySelector(otherwise);
    this.show(find(`[data-drawn="${last.view}"]`, "[data-drawn]:not([hidden])").dataset.drawn);
    this.goTo(find(`a[data-area="${last.area}"]`, "a[data-area][aria-current]"));
    this.prepare();
    this.listen();
    watchGestures(this.stage, {
      touch: (at) => this.point(this.place(at.x, at.y)),
      tap: (at) => this.pick(this.place(at.x, at.y), false),
      doubleTap: (at) => this.zoomAtTap(this.place(at.x, at.y)),
      pan: (from, to) => this.pan(from, to),
      pinch: (by, at) => this.zoom(by, this.place(at.x, at.y)),
    });
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
    on(this.stage, "wheel", this.onWheel, { passive: false });
    on(this.stage, "keydown", this.onKey);
    on(this.root, "keydown", (event) => event.key === "Escape" && this.close());
    on(this.answer, "htmx:afterSwap", this.reveal);
    on(this.answer, "htmx:sendError", this.fail);
    on(this.answer, "htmx:responseError", this.fail);
    new ResizeObserver(() => this.draw()).observe(this.stage);
  }

  // --- what is shown

  goTo(link) {
    last.area = link.dataset.area;
    this.home = link.dataset.box.split(" ").map(Number);
    this.stage.dataset.area = link.dataset.area;
    this.covered = null;
    setCurrent(this.root.querySelectorAll("a[data-area]"), (each) => each === link);
    this.look(this.home);
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
    last.view = view;
    this.shown = view;
    for (const each of this.root.querySelectorAll("[data-drawn]")) each.hidden = each.dataset.drawn !== view;
    setCurrent(this.root.querySelectorAll("a[data-view]"), (each) => each.dataset.view === view);
    if (this.box) this.draw();
  }

  turn(view) {
    this.close();
    this.show(view);
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
    // Posted: where it hurts belongs in no address.
    const values = {
      csrfmiddlewaretoken: this.root.querySelector("input[name=csrfmiddlewaretoken]").value,
      view: this.shown,
      x: at.x.toFixed(1),
      y: at.y.toFixed(1),
      date: this.root.dataset.date,
    };
    const options = { source: this.answer, target: this.answer, swap: "innerHTML", values };
    // A failure is told by the events that `fail` hears; the promise says it once more.
    htmx.ajax("POST", this.root.dataset.near, options).catch(() => {});
  }

  fail(event) {
    event.stopPropagation();
    this.answer.textContent = "No answer from the server. Tap again, or choose from the list.";
    this.say(this.answer.textContent);
  }

  reveal() {
    const title = this.answer.querySelector("[data-answer-title]");
    this.say(title?.textContent ?? "");
    if (this.byKeyboard)
      (this.answer.querySelector("input[type=radio], .pain-row__button") ?? title)?.focus();
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

  // --- pointers and buttons

  onClick(event) {
    const link = event.target.closest("a[data-view], a[data-area], [data-zoom-by], [data-close]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.view) this.turn(link.dataset.view);
    else if (link.dataset.area) this.goTo(link);
    else if (link.dataset.zoomBy) this.zoom(Number(link.dataset.zoomBy));
    else this.close();
  }

  pan(before, now) {
    const from = this.place(before.x, before.y);
    const to = this.place(now.x, now.y);
    const [x, y, width, height] = this.box;
    this.look([x + from.x - to.x, y + from.y - to.y, width, height]);
  }

  zoomAtTap(at) {
    this.point(null);
    this.zoom(2, at);
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

function start(part) {
  for (const root of part.querySelectorAll("[data-body-map]:not([data-started])")) {
    root.dataset.started = "";
    new BodyMap(root);
  }
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentNode ?? document));
start(document);
