/**
 * Slack's mrkdwn as DOM nodes: `*bold* _italic_ ~strike~ `code``, fences, quotes, links, mentions, dates, emoji.
 * Standard Markdown (`**b**`, `[a](b)`) means nothing here and stays as typed.
 */

import { h } from "./dom.js";
import { emojiNodes } from "./emoji.js";
import { channelMention, groupMention, userMention, wideMention } from "./mentions.js";
import { dateMention } from "./slack_date.js";
import { link } from "./links.js";

const FENCE = /```\n?([\s\S]*?)```/g;
const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^(\s*)(•|◦|▪|-|\d{1,3}\.) (?=\S)/;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const FORMATS = { "*": "strong", _: "em", "~": "del" };
const OPENS_AFTER = /[\s(\[{"'“‘«.,;:!?/|>*_~–—-]/;
const CLOSES_BEFORE = /[\s)\]}"'”’».,;:!?/|<*_~–—-]/;

/** Nodes for one mrkdwn text. `autolink` makes bare addresses clickable, as Slack does unless `verbatim` is set. */
export function mrkdwn(text, { autolink = true } = {}) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(FENCE)) {
    nodes.push(...paragraphs(text.slice(from, match.index).replace(/\n$/, ""), autolink));
    nodes.push(h("pre", { class: "code-block" }, h("code", {}, plain(match[1].replace(/\n$/, "")))));
    from = match.index + match[0].length;
  }
  nodes.push(...paragraphs(text.slice(from).replace(from ? /^\n/ : /^/, ""), autolink));
  return nodes;
}

/** Text with Slack's three entities read. */
export function plain(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}

function paragraphs(text, autolink) {
  if (!text) return [];
  return runs(text.split("\n")).flatMap(({ quoted, texts }) => {
    const drawn = lines(texts, autolink);
    return quoted ? [h("blockquote", {}, drawn)] : drawn;
  });
}

/** Neighbouring lines of one kind, quoted or not. */
function runs(texts) {
  const found = [];
  for (const text of texts) {
    const quoted = QUOTE.test(text);
    if (found.at(-1)?.quoted !== quoted) found.push({ quoted, texts: [] });
    found.at(-1).texts.push(text.replace(QUOTE, ""));
  }
  return found;
}

function lines(texts, autolink) {
  return texts.flatMap((text, index) => {
    const end = index === texts.length - 1 ? [] : ["\n"];
    const bullet = BULLET.exec(text);
    if (!bullet) return [...inline(text, autolink), ...end];
    const depth = { "--depth": bullet[1].length / 2 };
    return [h("span", { class: "bullet-line", style: depth }, inline(text.trimStart(), autolink)), ...end];
  });
}

/** Nodes for a stretch of one line. */
function inline(text, autolink = true) {
  const nodes = [];
  let words = "";
  const flush = () => {
    if (words) nodes.push(...emojiNodes(plain(words)));
    words = "";
  };
  for (let at = 0; at < text.length;) {
    const found = special(text, at, autolink);
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      words += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function special(text, at, autolink) {
  const letter = text[at];
  if (letter === "`") return code(text, at);
  if (letter === "<") return angle(text, at);
  if (letter in FORMATS) return format(text, at, autolink);
  if (letter === "h" && autolink) return address(text, at);
  return null;
}

function code(text, at) {
  const match = /^`([^`\n]+)`/.exec(text.slice(at, at + 3000));
  return match && { node: h("code", {}, plain(match[1])), length: match[0].length };
}

function address(text, at) {
  if (at > 0 && /\w/.test(text[at - 1])) return null;
  const match = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/.exec(text.slice(at, at + 3000));
  return match && { node: link(plain(match[0]), [plain(match[0])]), length: match[0].length };
}

function angle(text, at) {
  const match = /^<([^<>\n]+)>/.exec(text.slice(at, at + 6000));
  if (!match) return null;
  const bar = match[1].indexOf("|");
  const target = bar < 0 ? match[1] : match[1].slice(0, bar);
  const label = bar < 0 ? null : match[1].slice(bar + 1);
  return { node: reference(target, label), length: match[0].length };
}

function reference(target, label) {
  if (target.startsWith("@")) return userMention(target.slice(1), label && plain(label));
  if (target.startsWith("#")) return channelMention(target.slice(1), label && plain(label));
  if (target.startsWith("!date^")) return dateMention(target.slice(6), label && plain(label));
  if (target.startsWith("!subteam^")) return groupMention(label ? plain(label) : target.slice(9));
  if (target.startsWith("!")) return wideMention(target.slice(1).split("^")[0]);
  return link(plain(target), label ? inline(label, false) : [plain(target)]);
}

function format(text, at, autolink) {
  const mark = text[at];
  const before = text[at - 1];
  if (before !== undefined && (before === mark || !OPENS_AFTER.test(before))) return null;
  const end = closing(text, at);
  if (end < 0) return null;
  return { node: h(FORMATS[mark], {}, inline(text.slice(at + 1, end), autolink)), length: end + 1 - at };
}

function closing(text, at) {
  const mark = text[at];
  if (/[\s]/.test(text[at + 1] ?? " ") || text[at + 1] === mark) return -1;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === "<" || text[end] === "`")
      end += Math.max(0, (special(text, end, false)?.length ?? 1) - 1);
    else if (text[end] === mark && closesHere(text, end)) return end;
  }
  return -1;
}

function closesHere(text, end) {
  const after = text[end + 1];
  return (
    !/\s/.test(text[end - 1]) && after !== text[end] && (after === undefined || CLOSES_BEFORE.test(after))
  );
}
