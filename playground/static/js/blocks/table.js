/**
 * The `table` block, and the cells it shares with `data_table`.
 */

import { h } from "../dom.js";
import { emojiNodes } from "../emoji.js";
import { number } from "../format.js";
import { richTextNodes } from "./rich_text.js";

export function table(block) {
  const settings = block.column_settings ?? [];
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((cell, column) =>
        h(
          tag,
          { scope: tag === "th" ? "col" : null, class: cellClass(cell, settings[column]) },
          cellNodes(cell),
        ),
      ),
    );
  const [head, ...body] = block.rows;
  return h(
    "div",
    { class: "grid-scroll", tabIndex: 0, role: "group" },
    h(
      "table",
      { class: "grid" },
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        body.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

function cellClass(cell, setting = {}) {
  const align = setting?.align ?? (cell.type === "raw_number" ? "right" : "left");
  return `cell-${align}${setting?.is_wrapped ? " cell-wrapped" : ""}`;
}

/** What a cell shows. */
export function cellNodes(cell) {
  if (cell.type === "rich_text") return richTextNodes(cell);
  if (cell.type === "raw_number") return [cell.text ?? number(cell.value)];
  if (cell.type === "raw_text") return emojiNodes(cell.text);
  throw new TypeError(`unknown cell ${cell.type}`);
}

/** A cell's words, to sort and filter by. */
export function cellText(cell) {
  if (cell.type !== "rich_text") return cell.text ?? String(cell.value);
  return (
    JSON.stringify(cell.elements)
      .match(/"(?:text|name)":"(?:[^"\\]|\\.)*"/g)
      ?.map((pair) => JSON.parse(`{${pair}}`))
      .map((one) => one.text ?? one.name)
      .join("") ?? ""
  );
}
