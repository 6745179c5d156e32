/**
 * Draws a list of blocks. A block that is unknown or broken becomes a labelled box; its neighbours survive.
 */

import { h } from "../dom.js";
import { brokenBox } from "./broken.js";
import { t } from "../i18n.js";
import { actions, alert, context, contextActions, divider, header, image, input, section } from "./layout.js";
import { dataTable } from "./data_table.js";
import { chartBlock } from "../charts/block.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { fileBlock } from "./files.js";

const DRAWN = {
  actions,
  alert,
  context,
  context_actions: contextActions,
  divider,
  file: fileBlock,
  header,
  image,
  input,
  section,
  table,
  data_table: dataTable,
  data_visualization: chartBlock,
  markdown: (block) => h("div", { class: "prose" }, markdown(block.text)),
  rich_text: richText,
};

/** Draw `blocks` for `surface`. */
export function renderBlocks(blocks, surface) {
  return h(
    "div",
    { class: `blocks blocks-${surface.kind}` },
    blocks.map((block) => frame(block, surface)),
  );
}

function frame(block, surface) {
  const type = block?.type ?? "?";
  return h(
    "div",
    { class: `block block-${String(type).replace(/\W/g, "")}`, dataset: { block: block?.block_id ?? "" } },
    drawn(block, surface),
  );
}

function drawn(block, surface) {
  const draw = Object.hasOwn(DRAWN, block?.type) ? DRAWN[block.type] : null;
  if (!draw) return brokenBox(t("This block cannot be shown: {type}", { type: block?.type ?? "?" }));
  try {
    return draw(block, surface);
  } catch (error) {
    console.warn("block not drawn", block, error);
    return brokenBox(t("This block is not well formed: {type}", { type: block.type }));
  }
}
