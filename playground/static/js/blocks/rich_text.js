/**
 * The `rich_text` block: sections, lists, quotes and code, already parsed by the app.
 */

import { h } from "../dom.js";
import { emojiCharacter } from "../emoji.js";
import { link } from "../links.js";
import { channelMention, groupMention, userMention, wideMention } from "../mentions.js";
import { dateMention } from "../slack_date.js";
import { brokenBox } from "./broken.js";

export function richText(block) {
  return h("div", { class: "rich-text text" }, richTextNodes(block));
}

/** The same without a box, for a table cell. */
export function richTextNodes(block) {
  return block.elements.map((part) => PARTS[part.type]?.(part) ?? brokenBox(part.type));
}

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rich-section" }, leaves(part.elements)),
  rich_text_preformatted: (part) => h("pre", { class: "code-block" }, h("code", {}, leaves(part.elements))),
  rich_text_quote: (part) => h("blockquote", {}, leaves(part.elements)),
  rich_text_list: (part) => {
    const items = part.elements.map((item) => h("li", {}, leaves(item.elements)));
    const start = part.style === "ordered" && part.offset ? { start: part.offset + 1 } : {};
    return h(
      part.style === "ordered" ? "ol" : "ul",
      { class: "rich-list", style: { "--depth": part.indent ?? 0 }, ...start },
      items,
    );
  },
};

function leaves(elements) {
  return elements.map((leaf) =>
    styled(leaf, LEAVES[leaf.type]?.(leaf) ?? h("span", {}, leaf.text ?? leaf.fallback ?? "")),
  );
}

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, [leaf.text ?? leaf.url]),
  emoji: (leaf) =>
    h(
      "span",
      { class: "emoji", role: "img", "aria-label": leaf.name },
      emojiCharacter(leaf.name) ?? `:${leaf.name}:`,
    ),
  user: (leaf) => userMention(leaf.user_id),
  channel: (leaf) => channelMention(leaf.channel_id),
  usergroup: (leaf) => groupMention(leaf.usergroup_id),
  broadcast: (leaf) => wideMention(leaf.range),
  date: (leaf) =>
    dateMention([leaf.timestamp, leaf.format, leaf.url].filter(Boolean).join("^"), leaf.fallback),
  color: (leaf) => leaf.value,
};

const STYLES = { code: "code", strike: "del", italic: "em", bold: "strong" };

function styled(leaf, node) {
  return Object.keys(STYLES)
    .filter((name) => leaf.style?.[name])
    .reduce((inner, name) => h(STYLES[name], {}, inner), node);
}
