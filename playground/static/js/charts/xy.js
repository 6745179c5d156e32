/**
 * Line, area and bar charts as SVG, drawn for one width in pixels so that their letters stay legible.
 */

import { s } from "../dom.js";
import { number } from "../format.js";
import { colour, dash, marker } from "./marks.js";
import { domain, linear, niceTicks } from "./scale.js";

const LETTER = 6.6; // pixels a letter takes
const LABEL_GAP = 10;
const LINE = 14; // pixels from one line of a name to the next
const EXACTLY = { compact: true, short: 3 }; // a tick stands on its number: 1.25M is not 1.3M

/** Draw `chart` in `width` pixels: the picture, and where category `index` stands in it. */
export function drawXY(chart, width) {
  const frame = layOut(chart, width);
  const svg = s("svg", {
    class: `plot plot-${chart.kind}`,
    viewBox: `0 0 ${width} ${frame.height}`,
    width,
    height: frame.height,
    "aria-hidden": "true",
  });
  svg.append(...axes(chart, frame));
  chart.series.forEach((one, index) =>
    svg.append(
      s("g", { class: "series", style: colour(index) }, DRAW[chart.kind](one.values, index, frame, chart)),
    ),
  );
  const guide = s("path", { class: "guide", d: `M0 ${frame.top}V${frame.bottom}` });
  svg.append(guide);
  return {
    svg,
    count: chart.categories.length,
    at: (x) => nearest(x, frame),
    spot: (index) => ({
      x: frame.x(index),
      y: Math.min(...chart.series.map((one) => frame.y(one.values[index]))),
    }),
    show: (index) => {
      guide.setAttribute("transform", `translate(${frame.x(index ?? 0)} 0)`);
      svg.classList.toggle("plot-hover", index !== null);
    },
  };
}

function layOut(chart, width) {
  const values = chart.series.flatMap((one) => one.values);
  const ticks = niceTicks(...domain(values, chart.kind));
  const left =
    Math.ceil(Math.max(...ticks.map((tick) => number(tick, EXACTLY).length)) * LETTER) + 14;
  const height = width < 420 ? 220 : 260;
  const top = chart.yLabel ? 30 : 14;
  const below = chart.kind === "bar" && ticks[0] < 0 ? 14 : 0; // room for the values under falling bars
  const right = width - 12;
  const band = (right - left) / chart.categories.length;
  const names = chart.categories.map((name) => inLines(name, band));
  const second = names.some((name) => name.length > 1) ? LINE : 0;
  const bottom = height - (chart.xLabel ? 44 : 26) - below - second;
  const y = linear([ticks[0], ticks.at(-1)], [bottom, top]);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    below,
    ticks,
    band,
    names,
    y,
    x: (index) => left + band * (index + 0.5),
  };
}

function nearest(x, frame) {
  const count = Math.round((frame.right - frame.left) / frame.band);
  return Math.max(0, Math.min(count - 1, Math.floor((x - frame.left) / frame.band)));
}

function axes(chart, frame) {
  const lines = frame.ticks.map((tick) => {
    const y = Math.round(frame.y(tick)) + 0.5;
    return s(
      "g",
      { class: tick === 0 ? "axis-zero" : "axis-line" },
      s("path", { d: `M${frame.left} ${y}H${frame.right}` }),
      s("text", { x: frame.left - 8, y: y + 4, "text-anchor": "end" }, number(tick, EXACTLY)),
    );
  });
  return [
    ...lines,
    ...categoryLabels(chart, frame),
    axisTitle(chart.yLabel, { x: 4, y: 13 }),
    axisTitle(chart.xLabel, {
      x: (frame.left + frame.right) / 2,
      y: frame.height - 6,
      "text-anchor": "middle",
    }),
  ].filter(Boolean);
}

function axisTitle(words, place) {
  return words ? s("text", { class: "axis-title", ...place }, words) : null;
}

/** A category's name in one line or, where it is wider than its band, in two of about the same length. */
function inLines(name, band) {
  const words = name.split(" ");
  if (words.length === 1 || name.length * LETTER + LABEL_GAP <= band) return [name];
  const pairs = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  return pairs.reduce((best, pair) => (letters(pair) < letters(best) ? pair : best));
}

function letters(lines) {
  return Math.max(...lines.map((line) => line.length));
}

/** As many category names as fit side by side, from the last one backwards. */
function categoryLabels(chart, frame) {
  let free = frame.width;
  const drawn = [];
  for (let index = chart.categories.length - 1; index >= 0; index -= 1) {
    const half = (letters(frame.names[index]) * LETTER) / 2;
    const x = Math.min(frame.x(index), frame.width - half - 2);
    if (x + half > free) continue;
    free = x - half - LABEL_GAP;
    drawn.push(
      s(
        "text",
        { class: "category", y: frame.bottom + 18 + frame.below, "text-anchor": "middle" },
        ...frame.names[index].map((line, at) => s("tspan", { x, dy: at * LINE }, at ? ` ${line}` : line)),
      ),
    );
  }
  return drawn;
}

const DRAW = { line, area, bar };

function line(values, index, frame) {
  const points = values.map((value, at) => [frame.x(at), frame.y(value)]);
  return [
    s("path", { class: "line", d: path(points), "stroke-dasharray": dash(index) }),
    ...points.map(([x, y]) => marker(index, x, y)),
  ];
}

function area(values, index, frame) {
  const base = frame.y(Math.max(frame.ticks[0], Math.min(0, frame.ticks.at(-1))));
  const points = values.map((value, at) => [frame.x(at), frame.y(value)]);
  const closed = `${path(points)}L${points.at(-1)[0]} ${base}L${points[0][0]} ${base}Z`;
  return [s("path", { class: "area", d: closed }), ...line(values, index, frame)];
}

function path(points) {
  return points.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function bar(values, index, frame, chart) {
  const room = Math.min(frame.band * 0.74, 56 * chart.series.length);
  const width = room / chart.series.length;
  const base = frame.y(0);
  const labelled = chart.series.length === 1 && frame.band > 34;
  return values.flatMap((value, at) => {
    const left = frame.x(at) - room / 2 + index * width;
    const top = frame.y(value);
    const label = labelled
      ? s(
          "text",
          {
            class: "bar-value",
            x: left + width / 2,
            y: value < 0 ? top + 14 : top - 5,
            "text-anchor": "middle",
          },
          number(value, { compact: true, digits: 1 }),
        )
      : null;
    return [
      s("path", { class: "bar", dataset: { at }, d: roundedBar(left + 0.75, width - 1.5, base, top) }),
      label,
    ].filter(Boolean);
  });
}

function roundedBar(x, width, base, top) {
  const radius = Math.min(3.5, width / 2, Math.abs(base - top));
  const down = top > base ? -1 : 1;
  return `M${x} ${base}V${top + radius * down}Q${x} ${top} ${x + radius} ${top}H${x + width - radius}Q${x + width} ${top} ${x + width} ${top + radius * down}V${base}Z`;
}
