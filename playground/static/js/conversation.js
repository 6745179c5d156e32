/**
 * The main pane while a conversation is open: its messages, kept in step, and its composer.
 */

import { api } from "./api.js";
import { announce } from "./announce.js";
import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { isReply } from "./ledger.js";
import { openMenu } from "./menu.js";
import { MessageList } from "./message_list.js";
import { spokenMessage } from "./message.js";
import {
  conversationName,
  currentConversation,
  isAppConversation,
  on,
  state,
  tell,
  topicOf,
} from "./state.js";
import { markRead, readUntil } from "./unread.js";

export class ConversationPane {
  #pending = new Map();
  #unreadAfter = null;

  constructor() {
    this.list = new MessageList({
      label: t("Messages"),
      actions: messageActions,
      head: () => this.#welcome(),
    });
    this.composer = new Composer({ send: (text) => this.send(text), share: (file) => this.share(file) });
    this.root = h("div", { class: "conversation" }, this.list.root, this.composer.root);
    on("messages", (channel) => this.#draw(channel));
    on("heard", (heard) => this.#heard(heard));
  }

  /** Open the conversation the person has gone to. */
  async open() {
    const conversation = currentConversation();
    this.list.reset();
    this.#unreadAfter = readUntil(conversation);
    this.composer.enter(conversation);
    this.#draw(conversation.id);
    await refill(conversation.id);
    this.composer.focus();
  }

  #draw(channel) {
    if (state.place?.channel !== channel || !this.root.isConnected) return;
    const pending = this.#pending.get(channel) ?? [];
    this.list.show(channel, state.ledger.mainLine(channel), { pending, unreadAfter: this.#unreadAfter });
    markRead(channel);
  }

  #heard({ channel, message }) {
    if (state.place?.channel === channel && !isReply(message) && message.user !== state.me.id)
      announce(spokenMessage(message));
  }

  /** What the composer does with a typed line. */
  async send(text) {
    const channel = state.place.channel;
    const command = text.startsWith("/") ? { text } : null;
    this.#unreadAfter = null;
    this.list.end.toEnd();
    if (command) this.#wait(channel, [...(this.#pending.get(channel) ?? []), command]);
    try {
      await api.type(channel, text);
    } finally {
      if (command)
        this.#wait(
          channel,
          this.#pending.get(channel).filter((one) => one !== command),
        );
    }
  }

  #wait(channel, commands) {
    this.#pending.set(channel, commands);
    this.#draw(channel);
  }

  async share(file) {
    await api.upload(file, state.place.channel);
  }

  #welcome() {
    const conversation = currentConversation();
    if (!conversation) return null;
    const direct = conversation.is_im;
    const words = isAppConversation(conversation)
      ? t("This is the start of your messages with {name}.", { name: conversationName(conversation) })
      : direct
        ? t("This is the start of your conversation with {name}.", { name: conversationName(conversation) })
        : t("This is the start of #{name}.", { name: conversation.name });
    return h(
      "div",
      { class: "welcome" },
      direct
        ? avatar(conversation.user, 48)
        : h("span", { class: "welcome-mark" }, icon(conversation.is_private ? "lock" : "hash", 26)),
      h("h2", {}, words),
      topicOf(conversation) ? h("p", {}, topicOf(conversation)) : null,
    );
  }
}

/** Fetch what the server keeps of a conversation. */
export async function refill(channel) {
  try {
    const since = state.ledger.heard;
    const { messages } = await api.messages(channel);
    state.ledger.refill(channel, messages, since);
    tell("messages", channel);
  } catch (error) {
    tell("problem", error);
  }
}

/** What can be done with a message, in the main line and in threads. */
export const messageActions = {
  openThread: (message) =>
    tell("thread", { channel: state.place.channel, ts: message.thread_ts ?? message.ts }),
  openMenu: (anchor, message, shortcuts) =>
    openMenu(
      anchor,
      [
        {
          label: t("Copy text"),
          icon: "file",
          choose: () => navigator.clipboard?.writeText(message.text ?? ""),
        },
        ...shortcuts.map((one) => ({
          label: one.name,
          detail: one.description,
          icon: "bolt",
          choose: () => runShortcut(one, message),
        })),
      ],
      { label: t("More message actions") },
    ),
};

async function runShortcut(shortcut, message) {
  try {
    await api.shortcut(shortcut.callback_id, state.place.channel, message.ts);
  } catch (error) {
    tell("problem", error);
  }
}
