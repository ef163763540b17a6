// Draws the plots of the trends page with Chart.js over their server-drawn stand-ins, in the same boxes.

import { chartConfig, tokens } from "./chart-style.js";
import { playHeatMap } from "./heat-map.js";

const drawn = new Set();
const fetched = new Map();

// What the server said of each address, with its tag: a range that is chosen again costs it one query. In memory only,
// since a browser must not keep pages of a diary (they are "no-store"), and gone with the page.
const said = new Map();
const MOST = 40;

async function asked(address) {
  const before = said.get(address);
  const headers = { Accept: "application/json" };
  if (before) headers["If-None-Match"] = before.tag;
  const response = await fetch(address, { headers });
  if (response.status === 304) return before.data;
  if (!response.ok) throw new Error(`${response.status}`);
  const data = await response.json();
  const tag = response.headers.get("ETag");
  said.delete(address);
  if (tag) said.set(address, { tag, data });
  if (said.size > MOST) said.delete(said.keys().next().value);
  return data;
}

function figures(address) {
  if (!fetched.has(address)) fetched.set(address, asked(address));
  return fetched.get(address);
}

async function draw(box) {
  let data;
  try {
    data = await figures(box.dataset.chart);
  } catch {
    fetched.delete(box.dataset.chart);
    return; // the drawing of the server stays
  }
  if (!box.isConnected || box.dataset.drawn !== undefined) return;
  const drawing = box.querySelector(".plot__drawing");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", drawing.getAttribute("aria-label"));
  drawing.after(canvas);
  const own = box.dataset.keys.trim().split(" ");
  const config = chartConfig(data, own, data.treatments[box.dataset.panel] ?? {}, tokens());
  drawn.add({ box, data, own, chart: new Chart(canvas, config) });
  box.dataset.drawn = "";
  drawing.setAttribute("aria-hidden", "true");
}

const nearby = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      nearby.unobserve(entry.target);
      draw(entry.target);
    }
  },
  { rootMargin: "300px" },
);

function restyle() {
  const now = tokens();
  for (const { box, data, own, chart } of drawn) {
    const config = chartConfig(data, own, data.treatments[box.dataset.panel] ?? {}, now);
    chart.data = config.data;
    chart.options = config.options;
    chart.update("none");
  }
}

function letGo() {
  for (const each of drawn) {
    if (each.box.isConnected) continue;
    each.chart.destroy();
    drawn.delete(each);
  }
  fetched.clear();
}

function start() {
  for (const box of document.querySelectorAll("[data-chart]")) nearby.observe(box);
  for (const section of document.querySelectorAll("[data-heat]")) playHeatMap(section);
}

// What was unfolded stays unfolded when another range is shown.
let unfolded = [];
document.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll("#trends details[open]")].map((each) => each.id);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  letGo();
  start();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
start();
