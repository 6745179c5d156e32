/**
 * The quick switcher: Ctrl+K, a few letters, Enter.
 */

import { avatar } from "./avatar.js";
import { filterGroups, openListbox } from "./blocks/listbox.js";
import { showDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { conversationName, isAppConversation, state, tell } from "./state.js";

/** Open it, or do nothing while a dialog is open already. */
export function quickSwitch() {
  if (document.querySelector("dialog[open]")) return;
  openListbox({
    label: t("Jump to a channel, a person or the app"),
    load: (query) => filterGroups([{ options: places() }], query),
    isChosen: () => false,
    choose: (option) => {
      tell("go", option.raw);
    },
    present: asDialog,
  });
}

function asDialog({ content, onClose }) {
  const dialog = showDialog({
    className: "dialog quick",
    label: t("Jump to a channel, a person or the app"),
    content,
    cancel: () => dialog.close(),
    closed: onClose,
  });
  return { close: () => dialog.close(), place: () => {} };
}

function places() {
  const conversations = [...state.conversations.values()]
    .filter((one) => !isAppConversation(one))
    .map((one) => ({
      value: one.id,
      raw: { channel: one.id },
      label: conversationName(one),
      detail: one.is_archived ? t("archived") : "",
      picture: one.is_im ? avatar(one.user, 22) : icon(one.is_private ? "lock" : "hash", 16),
    }));
  const app = state.bot.user_id
    ? ["home", "messages"].map((tab) => ({
        value: tab,
        raw: { app: tab },
        label: state.bot.name,
        detail: tab === "home" ? t("Home") : t("Messages"),
        picture: avatar(state.bot.user_id, 22),
      }))
    : [];
  return [...conversations, ...app, ...strangers()];
}

/** People with whom no conversation exists yet. */
function strangers() {
  const known = new Set([...state.conversations.values()].map((one) => one.user));
  const open = [...state.users.values()].filter(
    (user) => !user.deleted && !user.is_bot && user.id !== state.me.id && !known.has(user.id),
  );
  return open.map((user) => ({
    value: user.id,
    raw: { person: user.id },
    label: user.real_name || user.name,
    detail: user.profile?.title ?? "",
    picture: avatar(user.id, 22),
  }));
}
