/**
 * The `data_table` block: people sort it, filter it and turn its pages themselves.
 */

import { iconButton } from "../icon_button.js";
import { freshId, h } from "../dom.js";
import { folded, locale } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { cellNodes, cellText } from "./table.js";

const FILTER_FROM = 10;

export function dataTable(block) {
  return new DataTable(block).root;
}

class DataTable {
  constructor(block) {
    const [heads, ...rows] = block.rows;
    Object.assign(this, {
      heads,
      rows,
      pageSize: block.page_size ?? 5,
      rowHead: block.row_header_column_index ?? 0,
    });
    Object.assign(this, { sorted: null, query: "", page: 0 });
    this.numeric = heads.map((_, column) => rows.every((row) => row[column].type === "raw_number"));
    this.root = this.build(block.caption);
    this.draw();
  }

  build(caption) {
    const id = freshId("caption");
    this.headRow = h("tr");
    this.body = h("tbody");
    this.foot = h("div", { class: "grid-foot" });
    return h(
      "div",
      { class: "data-table" },
      h(
        "div",
        { class: "grid-top" },
        h("div", { class: "grid-caption", id }, caption),
        this.rows.length > FILTER_FROM ? this.filter() : null,
      ),
      h(
        "div",
        { class: "grid-scroll", tabIndex: 0, role: "group", "aria-labelledby": id },
        h("table", { class: "grid", "aria-labelledby": id }, h("thead", {}, this.headRow), this.body),
      ),
      this.foot,
    );
  }

  filter() {
    const typed = () => {
      this.query = field.value;
      this.page = 0;
      this.draw();
    };
    const field = h("input", {
      type: "search",
      class: "grid-filter",
      placeholder: t("Filter rows"),
      "aria-label": t("Filter rows"),
      oninput: typed,
    });
    return field;
  }

  /** The rows that fit the filter, in the chosen order. */
  get shown() {
    const wanted = folded(this.query);
    const kept = wanted
      ? this.rows.filter((row) => row.some((cell) => folded(cellText(cell)).includes(wanted)))
      : [...this.rows];
    if (!this.sorted) return kept;
    const { column, down } = this.sorted;
    return kept.sort((a, b) => compare(a[column], b[column]) * (down ? -1 : 1));
  }

  draw() {
    const rows = this.shown;
    const pages = Math.max(1, Math.ceil(rows.length / this.pageSize));
    this.page = Math.min(this.page, pages - 1);
    const from = this.page * this.pageSize;
    const visible = rows.slice(from, from + this.pageSize);
    this.drawHeads();
    this.body.replaceChildren(...visible.map((row) => this.row(row)));
    if (!visible.length)
      this.body.append(
        h("tr", {}, h("td", { colspan: this.heads.length, class: "grid-empty" }, t("Nothing matches."))),
      );
    this.drawFoot({ from, to: from + visible.length, total: rows.length, pages });
  }

  drawHeads() {
    const focused = [...this.headRow.children].findIndex((cell) => cell.contains(document.activeElement));
    this.headRow.replaceChildren(...this.heads.map((cell, column) => this.head(cell, column)));
    this.headRow.children[focused]?.firstElementChild.focus();
  }

  head(cell, column) {
    const mine = this.sorted?.column === column;
    const order = mine ? (this.sorted.down ? "descending" : "ascending") : "none";
    return h(
      "th",
      { scope: "col", "aria-sort": order, class: this.align(column) },
      h(
        "button",
        { type: "button", class: "sort", onclick: () => this.sortBy(column) },
        h("span", {}, cellNodes(cell)),
        icon(mine ? (this.sorted.down ? "down" : "up") : "sort", 14),
      ),
    );
  }

  /** First press sorts (numbers: largest first), the second turns round, the third gives the app's order back. */
  sortBy(column) {
    const first = this.numeric[column];
    if (this.sorted?.column !== column) this.sorted = { column, down: first };
    else this.sorted = this.sorted.down === first ? { column, down: !first } : null;
    this.page = 0;
    this.draw();
  }

  align(column) {
    return this.numeric[column] ? "cell-right" : "cell-left";
  }

  row(cells) {
    return h(
      "tr",
      {},
      cells.map((cell, column) =>
        column === this.rowHead
          ? h("th", { scope: "row", class: this.align(column) }, cellNodes(cell))
          : h("td", { class: this.align(column) }, cellNodes(cell)),
      ),
    );
  }

  /** Turn the page, and keep the keyboard on the button pressed or, at the end, on the other. */
  turnTo(page, label) {
    this.page = page;
    this.draw();
    const buttons = [...this.foot.querySelectorAll("button:not(:disabled)")];
    (buttons.find((one) => one.title === label) ?? buttons[0])?.focus();
  }

  drawFoot({ from, to, total, pages }) {
    const turn = (label, picture, page) =>
      iconButton(label, picture, () => this.turnTo(page, label), {
        class: "framed",
        size: 16,
        disabled: page < 0 || page >= pages,
      });
    const range = t("{from}–{to} of {total}", { from: Math.min(from + 1, total), to, total });
    this.foot.hidden = pages === 1 && !this.query;
    this.foot.replaceChildren(
      h("span", { class: "grid-range", role: "status" }, range),
      pages > 1
        ? h(
            "span",
            { class: "pager" },
            turn(t("Previous page"), "left", this.page - 1),
            turn(t("Next page"), "right", this.page + 1),
          )
        : "",
    );
  }
}

function compare(a, b) {
  if (a.type === "raw_number" && b.type === "raw_number") return a.value - b.value;
  return cellText(a).localeCompare(cellText(b), locale(), { numeric: true, sensitivity: "base" });
}
