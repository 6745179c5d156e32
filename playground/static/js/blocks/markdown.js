/**
 * The `markdown` block: standard Markdown, as far as messages use it.
 */

import { h } from "../dom.js";
import { emojiNodes } from "../emoji.js";
import { link } from "../links.js";

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const TABLE_RULE = /^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)+\|?\s*$/;

/** Draw a whole Markdown text. */
export function markdown(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [node, used] = READERS.map((read) => read(lines, at)).find(Boolean);
    if (node) nodes.push(node);
    at += used;
  }
  return nodes;
}

const READERS = [blank, fence, heading, rule, quote, table, list, paragraph];

function blank(lines, at) {
  return lines[at].trim() ? null : [null, 1];
}

function fence(lines, at) {
  if (!lines[at].startsWith("```")) return null;
  let end = at + 1;
  while (end < lines.length && !lines[end].startsWith("```")) end += 1;
  return [
    h("pre", { class: "code-block" }, h("code", {}, lines.slice(at + 1, end).join("\n"))),
    end + 1 - at,
  ];
}

function heading(lines, at) {
  const match = HEADING.exec(lines[at]);
  return (
    match && [
      h(
        `h${Math.min(6, match[1].length + 2)}`,
        { class: `md-h md-h${match[1].length}` },
        inlineMarkdown(match[2]),
      ),
      1,
    ]
  );
}

function rule(lines, at) {
  return RULE.test(lines[at]) ? [h("hr", { class: "divider" }), 1] : null;
}

function quote(lines, at) {
  const quoted = run(lines, at, (line) => /^\s*>/.test(line));
  return quoted.length
    ? [
        h("blockquote", {}, markdown(quoted.map((line) => line.replace(/^\s*> ?/, "")).join("\n"))),
        quoted.length,
      ]
    : null;
}

function table(lines, at) {
  if (!lines[at].includes("|") || !TABLE_RULE.test(lines[at + 1] ?? "")) return null;
  const body = run(lines, at + 2, (line) => line.includes("|"));
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h(tag, {}, inlineMarkdown(cell))),
    );
  const drawn = h(
    "table",
    { class: "grid" },
    h("thead", {}, row(lines[at], "th")),
    h(
      "tbody",
      {},
      body.map((line) => row(line, "td")),
    ),
  );
  return [h("div", { class: "grid-scroll" }, drawn), body.length + 2];
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function list(lines, at) {
  if (!ITEM.test(lines[at])) return null;
  const items = run(lines, at, (line) => ITEM.test(line) || /^\s{2,}\S/.test(line));
  return [listOf(items.map((line) => ITEM.exec(line) ?? [line, "", "", "", line.trim()])), items.length];
}

function listOf(items) {
  const depth = Math.min(...items.map((item) => item[1].length));
  const drawn = h(items[0][3] ? "ol" : "ul", items[0][3] ? { start: items[0][3] } : {});
  for (let at = 0; at < items.length;) {
    const inner = run(items, at + 1, (item) => item[1].length > depth);
    drawn.append(h("li", {}, itemText(items[at][4]), inner.length ? listOf(inner) : null));
    at += inner.length + 1;
  }
  return drawn;
}

function itemText(text) {
  const task = TASK.exec(text);
  if (!task) return inlineMarkdown(text);
  return [
    h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " }),
    " ",
    inlineMarkdown(text.slice(task[0].length)),
  ];
}

function paragraph(lines, at) {
  const own = run(lines, at + 1, (line, index) => READERS.slice(0, -1).every((read) => !read(lines, index)));
  return [h("p", {}, inlineMarkdown([lines[at], ...own].join("\n"))), own.length + 1];
}

function run(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end], end)) end += 1;
  return lines.slice(at, end);
}

const INLINE = [
  [/`([^`]+)`/, (match) => h("code", {}, match[1])],
  [/!\[([^\]]*)\]\(([^)\s]+)\)/, (match) => link(match[2], [match[1] || match[2]])],
  [/\[([^\]]+)\]\(([^)\s]+)(?:\s+"[^"]*")?\)/, (match) => link(match[2], inlineMarkdown(match[1]))],
  [/\*\*(?=\S)([\s\S]+?)(?<=\S)\*\*/, (match) => h("strong", {}, inlineMarkdown(match[1]))],
  [
    /(?<![A-Za-z0-9])__(?=\S)([\s\S]+?)(?<=\S)__(?![A-Za-z0-9])/,
    (match) => h("strong", {}, inlineMarkdown(match[1])),
  ],
  [/\*(?=[^\s*])([\s\S]+?)(?<=[^\s*])\*(?!\*)/, (match) => h("em", {}, inlineMarkdown(match[1]))],
  [
    /(?<![A-Za-z0-9])_(?=\S)([\s\S]+?)(?<=\S)_(?![A-Za-z0-9])/,
    (match) => h("em", {}, inlineMarkdown(match[1])),
  ],
  [/~~(?=\S)([\s\S]+?)(?<=\S)~~/, (match) => h("del", {}, inlineMarkdown(match[1]))],
  [/https?:\/\/[^\s<>]*[^\s<>.,;:!?)]/, (match) => link(match[0], [match[0]])],
];

/** Draw the marks inside one stretch of Markdown text: the leftmost mark first. */
function inlineMarkdown(text) {
  const found = INLINE.map(([pattern, draw]) => ({ match: pattern.exec(text), draw })).filter(
    ({ match }) => match,
  );
  if (!found.length) return text ? emojiNodes(text.replace(/\\([\\`*_{}[\]()#+.!~|>-])/g, "$1")) : [];
  const { match, draw } = found.reduce((first, other) =>
    other.match.index < first.match.index ? other : first,
  );
  const after = text.slice(match.index + match[0].length);
  return [...inlineMarkdown(text.slice(0, match.index)), draw(match), ...inlineMarkdown(after)];
}
