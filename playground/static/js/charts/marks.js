/**
 * How a series looks: a colour told apart by colour-blind people, and a marker and a dash besides.
 */

import { h, s } from "../dom.js";

const SHAPES = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
  "M-3.6-3.6h7.2v7.2h-7.2z",
  "M0-4.6 4.4 3.4h-8.8z",
  "M0-5 5 0 0 5-5 0z",
  "M0 4.6 4.4-3.4h-8.8z",
  "M-4.6-1.6h3v-3h3.2v3h3v3.2h-3v3h-3.2v-3h-3z",
];
const DASHES = [null, "7 4", "2.5 3.5", "10 4 2.5 4", "5 2.5", "1.5 2.5"];

/** The colour of series `index`, as a style. */
export function colour(index) {
  return { "--mark": `var(--series-${(index % SHAPES.length) + 1})` };
}

export function dash(index) {
  return DASHES[index % DASHES.length];
}

/** The marker of series `index` at a point. */
export function marker(index, x, y) {
  return s("path", {
    class: "marker",
    d: SHAPES[index % SHAPES.length],
    transform: `translate(${x} ${y})`,
    style: colour(index),
  });
}

/** The sample of a series in a legend or a tip. */
export function swatch(index, kind) {
  const svg = s("svg", {
    class: "swatch",
    viewBox: "-12 -6 24 12",
    width: 24,
    height: 12,
    "aria-hidden": "true",
    style: colour(index),
  });
  if (kind === "line" || kind === "area")
    svg.append(
      s("path", { class: "swatch-line", d: "M-12 0H12", "stroke-dasharray": dash(index) }),
      marker(index, 0, 0),
    );
  else svg.append(s("rect", { class: "swatch-box", x: -5, y: -5, width: 10, height: 10, rx: 2.5 }));
  return svg;
}

/** The names of all series, each with its sample. */
export function legend(names, kind) {
  return h(
    "ul",
    { class: "legend" },
    names.map((name, index) => h("li", {}, swatch(index, kind), h("span", {}, name))),
  );
}
