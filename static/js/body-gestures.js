// Fingers and mouse on the body map: tap, double tap, drag and pinch. All positions are pixels of the window.

const SLOP = 8; // pixels a finger may move and still tap
const TAP_MS = 600;
const DOUBLE_MS = 280;

class Gestures {
  constructor(stage, calls) {
    this.stage = stage;
    this.calls = calls;
    this.pointers = new Map();
    this.lastTap = null;
    this.dragged = false;
  }

  down(event) {
    if (event.target.closest("button") || event.button > 0) return;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.dragged = this.pointers.size > 1;
    if (!this.dragged) this.start = { x: event.clientX, y: event.clientY, time: event.timeStamp };
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.dragged && Math.hypot(now.x - this.start.x, now.y - this.start.y) > SLOP) {
      this.dragged = true;
      this.stage.setPointerCapture(event.pointerId);
    }
    if (!this.dragged) return;
    this.pointers.set(event.pointerId, now);
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, now);
    else this.calls.pan(before, now);
  }

  pinch(id, before, now) {
    const [, other] = [...this.pointers].find(([each]) => each !== id);
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    this.calls.pinch(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  up(event) {
    const known = this.pointers.delete(event.pointerId);
    const tapped = known && !this.dragged && event.timeStamp - this.start.time < TAP_MS;
    if (tapped && !event.target.closest("a"))
      this.tap({ x: event.clientX, y: event.clientY }, event.timeStamp);
  }

  /** The ring answers at once; the rest waits for a possible second tap. */
  tap(at, time) {
    clearTimeout(this.lastTap?.timer);
    if (this.lastTap && time - this.lastTap.time < DOUBLE_MS) {
      this.lastTap = null;
      this.calls.doubleTap(at);
      return;
    }
    this.calls.touch(at);
    this.lastTap = { time, timer: setTimeout(() => this.calls.tap(at), DOUBLE_MS) };
  }

  /** The browser took the finger over, to scroll the page. */
  cancel(event) {
    this.pointers.delete(event.pointerId);
  }

  /** A drag that ends on a dot is no click on it. */
  click(event) {
    if (this.dragged && event.target.closest("a")) event.preventDefault();
  }
}

/** Calls `touch`, `tap`, `doubleTap` (at), `pan` (from, to) and `pinch` (factor, at). */
export function watchGestures(stage, calls) {
  const gestures = new Gestures(stage, calls);
  stage.addEventListener("pointerdown", (event) => gestures.down(event));
  stage.addEventListener("pointermove", (event) => gestures.move(event));
  stage.addEventListener("pointerup", (event) => gestures.up(event));
  stage.addEventListener("pointercancel", (event) => gestures.cancel(event));
  stage.addEventListener("click", (event) => gestures.click(event), true);
  stage.addEventListener("dragstart", (event) => event.preventDefault());
}
