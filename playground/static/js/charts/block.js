/**
 * The `data_visualization` block: a picture to look at and point at, and the same figures as a table.
 */

import { freshId, h } from "../dom.js";
import { number, percent } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { legend, swatch } from "./marks.js";
import { drawPie } from "./pie.js";
import { readChart } from "./read.js";
import { drawXY } from "./xy.js";

const WIDEST = 640;
const NARROWEST = 220;

export function chartBlock(block) {
  return new ChartFigure(block.title, readChart(block.chart)).root;
}

const NAMES = {
  line: (title) => t("Line chart: {title}. Arrow keys read the values.", { title }),
  bar: (title) => t("Bar chart: {title}. Arrow keys read the values.", { title }),
  area: (title) => t("Area chart: {title}. Arrow keys read the values.", { title }),
  pie: (title) => t("Pie chart: {title}. Arrow keys read the values.", { title }),
};

class ChartFigure {
  constructor(title, chart) {
    Object.assign(this, {
      title,
      chart,
      active: null,
      tableId: freshId("figures"),
      captionId: freshId("chart"),
    });
    this.total = chart.series[0].values.reduce((sum, value) => sum + value, 0);
    this.plot = h("div", {
      class: "chart-plot",
      tabIndex: 0,
      role: "img",
      "aria-label": NAMES[chart.kind](title),
      "aria-describedby": this.tableId,
      onpointermove: (event) => this.point(event),
      onpointerleave: () => this.show(null),
      onblur: () => this.show(null),
      onkeydown: (event) => this.key(event),
    });
    this.tip = h("div", { class: "chart-tip", role: "status", "aria-live": "polite", hidden: true });
    this.figures = h("div", { class: "chart-figures visually-hidden", id: this.tableId }, this.table());
    this.root = this.build();
    this.draw(WIDEST);
    new ResizeObserver(([entry]) => this.fit(entry.contentRect.width)).observe(this.root);
  }

  get isPie() {
    return this.chart.kind === "pie";
  }

  build() {
    const toggle = h(
      "button",
      {
        type: "button",
        class: "chart-toggle",
        "aria-pressed": "false",
        "aria-label": t("Show the figures of {title}", { title: this.title }),
        onclick: () => this.toggle(toggle),
      },
      icon("table", 15),
      h("span", {}, t("Figures")),
    );
    return h(
      "figure",
      { class: `chart chart-${this.chart.kind}`, "aria-labelledby": this.captionId },
      h(
        "figcaption",
        { class: "chart-head" },
        h("span", { class: "chart-title", id: this.captionId }, this.title),
        toggle,
      ),
      this.isPie
        ? null
        : legend(
            this.chart.series.map((one) => one.name),
            this.chart.kind,
          ),
      h(
        "div",
        { class: "chart-stage" },
        h("div", { class: "chart-canvas" }, this.plot, this.tip),
        this.isPie ? this.parts() : null,
      ),
      this.figures,
    );
  }

  toggle(button) {
    const hidden = this.figures.classList.toggle("visually-hidden");
    button.setAttribute("aria-pressed", String(!hidden));
  }

  parts() {
    const { categories, series } = this.chart;
    return h(
      "ul",
      { class: "pie-parts", "aria-hidden": "true" },
      categories.map((label, index) =>
        h(
          "li",
          { onpointerenter: () => this.show(index), onpointerleave: () => this.show(null) },
          swatch(index, "pie"),
          h("span", { class: "part-name" }, label),
          h("span", { class: "part-value" }, number(series[0].values[index])),
          h("span", { class: "part-share" }, percent(series[0].values[index] / this.total)),
        ),
      ),
    );
  }

  table() {
    const { categories, series, xLabel } = this.chart;
    const heads = this.isPie ? [t("Value"), t("Share")] : series.map((one) => one.name);
    const values = (index) =>
      this.isPie
        ? [number(series[0].values[index]), percent(series[0].values[index] / this.total)]
        : series.map((one) => number(one.values[index]));
    return h(
      "table",
      { class: "grid" },
      h("caption", { class: "visually-hidden" }, this.title),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          xLabel ? h("th", { scope: "col" }, xLabel) : h("td"),
          heads.map((head) => h("th", { scope: "col", class: "cell-right" }, head)),
        ),
      ),
      h(
        "tbody",
        {},
        categories.map((label, index) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, label),
            values(index).map((value) => h("td", { class: "cell-right" }, value)),
          ),
        ),
      ),
    );
  }

  fit(available) {
    const width = Math.round(Math.max(NARROWEST, Math.min(WIDEST, available)));
    if (available && width !== this.width && !this.isPie) this.draw(width);
  }

  draw(width) {
    this.width = width;
    this.drawing = this.isPie ? drawPie(this.chart) : drawXY(this.chart, width);
    this.plot.replaceChildren(this.drawing.svg);
  }

  point(event) {
    const box = this.plot.getBoundingClientRect();
    this.show(this.drawing.at(event.clientX - box.left, event.clientY - box.top));
  }

  key(event) {
    const last = this.drawing.count - 1;
    const to = {
      ArrowRight: (this.active ?? -1) + 1,
      ArrowLeft: (this.active ?? last + 1) - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(Math.max(0, Math.min(last, to)));
  }

  show(index) {
    if (index === this.active) return;
    this.active = index;
    this.drawing.show(index);
    this.tip.hidden = index === null || index < 0;
    if (this.tip.hidden) return;
    this.tip.replaceChildren(...this.tipLines(index));
    this.placeTip(this.drawing.spot(index));
  }

  tipLines(index) {
    const { categories, series, kind } = this.chart;
    const line = (mark, name, value) =>
      h(
        "span",
        { class: "tip-line" },
        swatch(mark, kind),
        h("span", { class: "tip-name" }, name),
        h("b", {}, value),
      );
    if (this.isPie)
      return [
        line(
          index,
          categories[index],
          `${number(series[0].values[index])} · ${percent(series[0].values[index] / this.total)}`,
        ),
      ];
    return [
      h("span", { class: "tip-head" }, categories[index]),
      ...series.map((one, mark) => line(mark, one.name, number(one.values[index]))),
    ];
  }

  placeTip({ x, y }) {
    const room = this.plot.clientWidth;
    const left = Math.max(0, Math.min(room - this.tip.offsetWidth, x - this.tip.offsetWidth / 2));
    const over = y - this.tip.offsetHeight - 12;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${over < -30 ? y + 16 : over}px`;
  }
}
