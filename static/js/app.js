// What every page needs. Pages bring their own modules; without JavaScript each page still works by link and form.

// A page that was kept in memory by the browser may show another account's values: read it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
