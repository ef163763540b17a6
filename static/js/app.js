// What every page needs. Pages bring their own modules; without JavaScript each page still works by link and form.

import "./outage.js";

// A page that was kept in memory by the browser may show another account's values: read it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// A second click on the button of a form that is on its way sends nothing more.
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.once === "sent") event.preventDefault();
  form.dataset.once = "sent";
});
