// Chart.js in the look of the page: colours from its tokens, no frames, no legend, no motion.

const names = ["ink", "soft", "card", "line", "accent", "tint", "paper"];

export function tokens() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const found = Object.fromEntries(names.map((name) => [name, read(name)]));
  found.pain = Array.from({ length: 11 }, (_, level) => read(`pain-${level}`));
  found.font = read("font");
  found.bar = mix(found.soft, found.card, 0.28);
  return found;
}

// color-mix of two #rrggbb colours, as canvas fills need plain ones.
function mix(one, other, share) {
  const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const second = parts(other);
  return `rgb(${parts(one)
    .map((part, at) => Math.round(part * share + second[at] * (1 - share)))
    .join(" ")})`;
}

export function chartConfig(data, own, treatments, colours) {
  const traces = own.map((key) => data.datasets.find((each) => each.key === key));
  const build = data.weekly ? weekly : daily;
  return {
    type: "bar",
    data: { labels: data.labels, datasets: traces.flatMap((trace) => build(trace, colours)) },
    options: options(traces, treatments, colours),
  };
}

function daily(trace, colours) {
  const shared = { label: trace.label, data: trace.data, words: trace.words, yAxisID: trace.side };
  if (trace.style === "line") return [{ ...shared, ...line(trace, colours), order: 0 }];
  const fill = (value) =>
    trace.kind === "pain" && value !== null ? colours.pain[Math.round(value)] : colours.bar;
  return [
    {
      ...shared,
      backgroundColor: trace.data.map(fill),
      borderColor: colours.soft,
      borderWidth: { top: 1.5 },
      borderSkipped: false,
      minBarLength: 3,
      barPercentage: 0.8,
      categoryPercentage: 1,
      order: 1,
    },
  ];
}

function weekly(trace, colours) {
  const edge = {
    type: "line",
    yAxisID: trace.side,
    borderWidth: 0,
    pointRadius: 0,
    spanGaps: false,
    order: 2,
  };
  const fill = trace.kind === "pain" ? painGradient(colours) : colours.bar;
  const mean = { label: trace.label, data: trace.data, words: trace.words, yAxisID: trace.side };
  const means = { ...mean, ...line(trace, colours), order: 0 };
  // Two bands over each other can no longer be read: only the first measure has one.
  if (trace.side === "right") return [means];
  return [
    means,
    { ...edge, data: trace.high, fill: "+1", backgroundColor: fill },
    { ...edge, data: trace.low, fill: false },
  ];
}

function line(trace, colours) {
  const colour = trace.side === "right" ? colours.accent : colours.ink;
  const isAlone = (at) => trace.data[at - 1] == null && trace.data[at + 1] == null;
  const many = trace.data.length > 31;
  return {
    type: "line",
    borderColor: colour,
    borderWidth: trace.data.length > 120 ? 1 : 2,
    borderJoinStyle: "round",
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
    pointRadius: (context) => (!many || isAlone(context.dataIndex) ? 2.5 : 0),
    pointHoverRadius: 4,
    spanGaps: false,
    clip: 6,
  };
}

function painGradient(colours) {
  return ({ chart }) => {
    if (!chart.chartArea) return colours.bar;
    const { top, bottom } = chart.chartArea;
    const gradient = chart.ctx.createLinearGradient(0, bottom, 0, top);
    colours.pain.forEach((colour, level) => {
      gradient.addColorStop(level / 10, colour);
    });
    return gradient;
  };
}

function options(traces, treatments, colours) {
  const axis = (trace) => ({ axis: "y", type: "linear", display: false, min: 0, max: trace.top });
  const scales = { x: { display: false, offset: true, type: "category" } };
  for (const trace of traces) scales[trace.side] = axis(trace);
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    layout: { padding: 0, autoPadding: false },
    interaction: { mode: "index", intersect: false },
    scales,
    plugins: { legend: { display: false }, tooltip: tooltip(treatments, colours) },
  };
}

function tooltip(treatments, colours) {
  return {
    backgroundColor: colours.ink,
    titleColor: colours.card,
    bodyColor: colours.card,
    footerColor: colours.card,
    titleFont: { family: colours.font, size: 13, weight: 700 },
    bodyFont: { family: colours.font, size: 13 },
    footerFont: { family: colours.font, size: 13, weight: 400 },
    cornerRadius: 10,
    padding: 10,
    displayColors: false,
    filter: (item) => item.dataset.words !== undefined,
    callbacks: {
      label: (item) => `${item.dataset.label}: ${item.dataset.words[item.dataIndex]}`,
      footer: (items) => treatments[items[0]?.dataIndex] ?? "",
    },
  };
}
