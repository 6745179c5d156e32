/**
 * People, channels and groups named inside a text.
 */

import { h } from "./dom.js";
import { conversationName, personName, state, tell } from "./state.js";

export function userMention(id, label) {
  const name = state.users.has(id) || id === state.bot.user_id ? personName(id) : (label ?? id);
  const mine = id === state.me.id;
  return h("span", { class: `mention${mine ? " mention-me" : ""}`, dataset: { user: id } }, `@${name}`);
}

export function channelMention(id, label) {
  const conversation = state.conversations.get(id);
  const name = conversation ? conversationName(conversation) : (label ?? id);
  if (!conversation) return h("span", { class: "mention" }, `#${name}`);
  const go = () => tell("go", { channel: id });
  return h("button", { type: "button", class: "mention mention-channel", onclick: go }, `#${name}`);
}

export function groupMention(label) {
  return h("span", { class: "mention" }, label.startsWith("@") ? label : `@${label}`);
}

/** @here, @channel, @everyone: they speak to everybody, so also to me. */
export function wideMention(word) {
  return h("span", { class: "mention mention-me" }, `@${word}`);
}
