// Tells a form the browser's time zone. Without JavaScript the field holds UTC and can be changed by hand.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const field of document.querySelectorAll("[data-zone]")) {
  const shown = field.form.querySelector("[data-zone-name]");
  const show = () => {
    if (shown) shown.textContent = field.value;
  };
  // Whatever else stands there was chosen by the person.
  if (zone && (field.value === "" || field.value === "UTC")) field.value = zone;
  field.addEventListener("change", show);
  show();
}
