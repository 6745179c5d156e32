/**
 * The thread pane: one message and the answers to it, beside the conversation.
 */

import { iconButton } from "./icon_button.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { MessageList } from "./message_list.js";
import { messageActions } from "./conversation.js";
import { conversationName, on, state, tell } from "./state.js";

export class ThreadPane {
  constructor(root) {
    this.root = root;
    on("thread", (thread) => this.open(thread));
    on("messages", (channel) => {
      if (state.thread?.channel === channel) this.#draw();
    });
    on("place", () => this.close());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }

  async open(thread) {
    state.thread = thread;
    this.before = document.activeElement;
    this.#build();
    this.#draw();
    this.composer.focus();
    try {
      const { messages } = await api.messages(thread.channel, thread.ts);
      for (const message of messages) state.ledger.put(thread.channel, message);
      tell("messages", thread.channel);
    } catch (error) {
      tell("problem", error);
    }
  }

  #build() {
    const conversation = state.conversations.get(state.thread.channel);
    this.list = new MessageList({ label: t("Thread"), actions: messageActions, inThread: true });
    this.composer = new Composer({
      send: (text) => api.type(state.thread.channel, text, state.thread.ts),
      share: null,
      inThread: true,
    });
    this.composer.enter(conversation);
    const close = iconButton(t("Close thread"), "close", () => this.close());
    this.root.replaceChildren(
      h(
        "header",
        { class: "pane-head" },
        h(
          "div",
          { class: "pane-title" },
          h("h2", {}, t("Thread")),
          h(
            "span",
            { class: "pane-topic" },
            conversation.is_im ? conversationName(conversation) : `#${conversation.name}`,
          ),
        ),
        close,
      ),
      this.list.root,
      this.composer.root,
    );
    this.root.hidden = false;
    document.body.classList.add("has-thread");
  }

  #draw() {
    if (state.thread)
      this.list.show(state.thread.channel, state.ledger.thread(state.thread.channel, state.thread.ts));
  }

  close() {
    if (!state.thread) return;
    state.thread = null;
    this.root.hidden = true;
    this.root.replaceChildren();
    document.body.classList.remove("has-thread");
    if (this.before?.isConnected) this.before.focus();
  }
}
