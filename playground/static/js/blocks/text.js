/**
 * Slack's text objects. `plain_text` is never parsed; `mrkdwn` is.
 */

import { h } from "../dom.js";
import { emojiNodes, emojiText } from "../emoji.js";
import { mrkdwn } from "../mrkdwn.js";

/** Nodes of a text object. */
export function textNodes(text) {
  if (text.type === "mrkdwn") return mrkdwn(text.text, { autolink: !text.verbatim });
  if (typeof text.text !== "string") throw new TypeError("a text object holds a text");
  return text.emoji === false ? [text.text] : emojiNodes(text.text);
}

/** The same in an element. */
export function textBox(text, props = {}) {
  return h("div", { ...props, class: `text ${props.class ?? ""}` }, textNodes(text));
}

/** A text object where only characters fit: a placeholder, a button's name. */
export function words(text) {
  if (!text) return "";
  return text.emoji === false ? text.text : emojiText(text.text);
}
