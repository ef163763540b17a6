// The list of muscles, filtered while typing: nothing of what is looked for leaves the page.
// A muscle is found as `catalogue.search` finds it: every word typed begins one of its names.

const form = document.querySelector("[data-search]");
const search = form.querySelector("input[type=search]");
const rows = [...document.querySelectorAll("[data-names]")].map((row) => ({
  row,
  names: row.dataset.names.split(" "),
}));
const regions = [...document.querySelectorAll("[data-region]")];

function filter() {
  const wanted = search.value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  let found = 0;
  for (const { row, names } of rows) {
    row.hidden = !wanted.every((word) => names.some((name) => name.startsWith(word)));
    if (!row.hidden) found += 1;
  }
  for (const region of regions) region.hidden = !region.querySelector("[data-names]:not([hidden])");
  document.querySelector("[data-none]").hidden = found > 0;
  document.querySelector("[data-found]").textContent = wanted.length
    ? `${found} found for “${search.value.trim()}”`
    : "";
}

// A page that was searched before the script came holds only what was found then; the server goes on with it.
if (!search.defaultValue) {
  search.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter(); // a browser may bring typed words back
}
