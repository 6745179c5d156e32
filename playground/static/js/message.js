/**
 * One message: who, when, what, and what one can do with it.
 */

import { iconButton } from "./icon_button.js";
import { avatar, systemAvatar } from "./avatar.js";
import { renderBlocks } from "./blocks/render.js";
import { sharedFile } from "./blocks/files.js";
import { h } from "./dom.js";
import { emojiCharacter } from "./emoji.js";
import { clockTime, fullMoment, momentOf } from "./format.js";
import { icon } from "./icons.js";
import { t, tn } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";
import { personName, state } from "./state.js";

/** A command the app has not acknowledged yet. */
export function pendingRow(command) {
  return h(
    "div",
    { class: "message message-pending", role: "status" },
    h("div", { class: "message-side" }, avatar(state.me.id)),
    h(
      "div",
      { class: "message-body" },
      h("code", {}, command.text),
      h("span", { class: "pending-note" }, h("span", { class: "spinner" }), t("Waiting for the app…")),
    ),
  );
}

/** Draw a message. `follows` leaves out the head when the same author spoke just before. */
export function messageRow(message, { follows = false, surface, inThread = false, actions }) {
  const classes = ["message", follows && "message-follows", message.is_ephemeral && "message-private"]
    .filter(Boolean)
    .join(" ");
  return h(
    "article",
    { class: classes, dataset: { ts: message.ts }, tabIndex: -1, "aria-label": rowLabel(message) },
    h("div", { class: "message-side" }, follows ? shortTime(message) : authorAvatar(message)),
    h(
      "div",
      { class: "message-body" },
      message.is_ephemeral ? privateMark() : null,
      follows ? null : head(message),
      content(message, surface),
      message.reactions?.length ? reactions(message.reactions) : null,
      message.reply_count && !inThread ? threadLink(message, actions) : null,
    ),
  );
}

function rowLabel(message) {
  return `${authorName(message)}, ${clockTime(momentOf(message.ts))}`;
}

/** Who speaks. */
function authorName(message) {
  if (message.is_notice) return t("Workspace");
  return (
    message.author?.name ??
    (message.user ? personName(message.user) : (message.username ?? state.bot.name ?? ""))
  );
}

function isApp(message) {
  return Boolean(message.bot_id || message.author?.is_bot);
}

function authorAvatar(message) {
  if (message.is_notice) return systemAvatar();
  return avatar(isApp(message) ? state.bot.user_id : message.user);
}

function shortTime(message) {
  return h(
    "time",
    {
      class: "short-time",
      datetime: momentOf(message.ts).toISOString(),
      title: fullMoment(momentOf(message.ts)),
    },
    clockTime(momentOf(message.ts)),
  );
}

function head(message) {
  const moment = momentOf(message.ts);
  return h(
    "header",
    { class: "message-head" },
    h("span", { class: "author" }, authorName(message)),
    isApp(message) ? h("span", { class: "app-mark" }, t("App")) : null,
    h("time", { datetime: moment.toISOString(), title: fullMoment(moment) }, clockTime(moment)),
  );
}

function privateMark() {
  return h("div", { class: "private-mark" }, icon("eye", 14), h("span", {}, t("Only visible to you")));
}

function content(message, surface) {
  if (message.is_notice) return h("div", { class: "text message-text" }, message.text);
  const edited = message.edited
    ? h("span", { class: "edited", title: fullMoment(momentOf(message.edited.ts)) }, ` ${t("(edited)")}`)
    : null;
  const files = (message.files ?? []).map((file) => sharedFile(file));
  if (message.blocks?.length && !isPlainCopy(message))
    return [renderBlocks(message.blocks, surface), edited, ...files];
  return [message.text || edited ? words(message.text ?? "", edited) : null, ...files];
}

/** The text; up to three emoji alone are drawn large. */
function words(text, edited) {
  const nodes = mrkdwn(text);
  const pictures = nodes.filter((node) => node.className === "emoji");
  const jumbo =
    pictures.length > 0 &&
    pictures.length <= 3 &&
    nodes.every((node) => node.className === "emoji" || !String(node).trim());
  return h("div", { class: `text message-text${jumbo ? " text-jumbo" : ""}` }, nodes, edited);
}

/** A person's own message carries one rich_text block that says what its text says. */
function isPlainCopy(message) {
  return (
    !isApp(message) &&
    message.blocks.length === 1 &&
    message.blocks[0].type === "rich_text" &&
    Boolean(message.text)
  );
}

function reactions(list) {
  return h(
    "ul",
    { class: "reactions" },
    list.map((one) =>
      h(
        "li",
        {},
        h("span", { class: "emoji" }, emojiCharacter(one.name) ?? `:${one.name}:`),
        h("span", {}, String(one.count)),
      ),
    ),
  );
}

function threadLink(message, actions) {
  const people = [...new Set(message.reply_users ?? [])].slice(0, 3).map((id) => avatar(id, 22));
  return h(
    "button",
    { type: "button", class: "thread-link", onclick: () => actions.openThread(message) },
    people,
    h("span", { class: "thread-count" }, tn("{n} reply", "{n} replies", message.reply_count)),
    h("span", { class: "thread-open" }, t("View thread")),
  );
}

/** What one can do with a message; made when it is pointed at or reached, a thousand messages need none. */
export function toolbar(message, { inThread, actions }) {
  if (message.is_ephemeral) return null;
  const shortcuts = state.shortcuts.filter((one) => one.type === "message");
  const openMenu = () => actions.openMenu(more, message, shortcuts);
  const more = iconButton(t("More message actions"), "more", openMenu, {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": t("Message actions") },
    inThread ? null : iconButton(t("Reply in thread"), "reply", () => actions.openThread(message)),
    more,
  );
}

/** The words of a message for a screen reader's announcement. */
export function spokenMessage(message) {
  const text = message.text || (message.files ?? []).map((file) => file.title || file.name).join(", ");
  return `${authorName(message)}: ${text}`;
}

/** Slack's own words to the person, drawn like a message only she sees. */
export function noticeMessage({ text, ts }) {
  return { ts, text, is_notice: true, is_ephemeral: true };
}
