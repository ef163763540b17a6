// Moving the dot of a spot: a tap on the drawing says where it is. The server turns the tap into a place on the body.

const form = document.querySelector("form[data-place]");

// Drawing units: the midline is x = 0. From the front the person's left is on the viewer's right.
function sideAt(x, view) {
  return x > 0 === (view === "front") ? "left" : "right";
}

function onTap(event) {
  const drawing = event.target.closest("[data-stage] svg");
  if (!drawing) return;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  form.elements.tap_x.value = at.x.toFixed(1);
  form.elements.tap_y.value = at.y.toFixed(1);
  const middle = form.elements.side.value === "midline";
  drawing.querySelector("[data-mark]").setAttribute("transform", `translate(${middle ? 0 : at.x} ${at.y})`);
  if (!middle) form.elements.side.value = sideAt(at.x, form.elements.view.value);
}

function prepare() {
  for (const each of form.querySelectorAll("[data-with-script]")) each.hidden = false;
  for (const each of form.querySelectorAll("[data-stage]")) each.dataset.live = "";
}

prepare();
form.addEventListener("click", onTap);
form.addEventListener("htmx:afterSwap", prepare);
