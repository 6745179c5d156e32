/**
 * Pie charts as SVG: a ring, with the part under the pointer told in its middle.
 */

import { s } from "../dom.js";
import { number, percent } from "../format.js";
import { colour } from "./marks.js";

const SIZE = 220;
const OUTER = 100;
const INNER = 62;

/** Draw `chart`; the same answers as an xy chart gives. */
export function drawPie(chart) {
  const values = chart.series[0].values;
  const total = values.reduce((sum, value) => sum + value, 0);
  const slices = slicesOf(values, total);
  const nodes = slices.map((slice, index) =>
    s("path", { class: "slice", d: ring(slice), style: colour(index), "fill-rule": "evenodd" }),
  );
  const middle = s("text", { class: "pie-middle", y: 2, "text-anchor": "middle" });
  const below = s("text", { class: "pie-below", y: 20, "text-anchor": "middle" });
  const svg = s(
    "svg",
    {
      class: "plot plot-pie",
      viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`,
      width: SIZE,
      height: SIZE,
      "aria-hidden": "true",
    },
    nodes,
    middle,
    below,
  );
  const show = (index) => {
    svg.classList.toggle("plot-hover", index !== null);
    nodes.forEach((node, at) => node.classList.toggle("slice-on", at === index));
    middle.textContent = index === null ? number(total, { compact: true }) : percent(values[index] / total);
    below.textContent = index === null ? "" : short(chart.categories[index]);
  };
  show(null);
  return {
    svg,
    count: values.length,
    at: (x, y) => under(slices, x - SIZE / 2, y - SIZE / 2),
    spot: (index) => centre(slices[index]),
    show,
  };
}

function short(label) {
  return label.length > 14 ? `${label.slice(0, 13)}…` : label;
}

function slicesOf(values, total) {
  let from = 0;
  return values.map((value) => {
    const slice = { from, to: from + (value / total) * 2 * Math.PI };
    from = slice.to;
    return slice;
  });
}

function point(angle, radius) {
  return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
}

function ring({ from, to }) {
  if (to - from > 2 * Math.PI - 1e-6) return `${circle(OUTER)}${circle(INNER)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M${point(from, OUTER)}A${OUTER} ${OUTER} 0 ${large} 1 ${point(to, OUTER)}L${point(to, INNER)}A${INNER} ${INNER} 0 ${large} 0 ${point(from, INNER)}Z`;
}

function circle(radius) {
  return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`;
}

function under(slices, x, y) {
  const distance = Math.hypot(x, y);
  if (distance < INNER || distance > OUTER + 4) return null;
  const angle = (Math.atan2(x, -y) + 2 * Math.PI) % (2 * Math.PI);
  return slices.findIndex((slice) => angle >= slice.from && angle < slice.to);
}

function centre({ from, to }) {
  const angle = (from + to) / 2;
  return { x: SIZE / 2 + Math.sin(angle) * (OUTER - 12), y: SIZE / 2 - Math.cos(angle) * (OUTER - 12) };
}
