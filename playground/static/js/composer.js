/**
 * Where a person types: Enter sends, Shift+Enter breaks the line, the up arrow brings the last line back.
 */

import { Autocomplete } from "./autocomplete.js";
import { freshId, h } from "./dom.js";
import { iconButton } from "./icon_button.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { conversationName, state, tell } from "./state.js";
import { hasTyped, Recall, remember } from "./typed_lines.js";

const TALLEST = 240; // pixels
const LONGEST = 40_000; // characters that Slack takes in a message

export class Composer {
  #recall = new Recall();
  #drafts = new Map();

  constructor({ send, share, inThread = false }) {
    Object.assign(this, { send, share, inThread });
    this.build();
    this.autocomplete = new Autocomplete(this.field, {
      anchor: this.box,
      commands: !inThread,
      changed: () => this.#grow(),
    });
  }

  build() {
    this.field = h("textarea", {
      class: "composer-field",
      id: freshId("composer"),
      rows: 1,
      "aria-label": t("Message"),
      autocomplete: "off",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#paste(event),
    });
    this.sendButton = h(
      "button",
      {
        type: "button",
        class: "send-button",
        "aria-label": t("Send"),
        disabled: true,
        onclick: () => this.submit(),
      },
      icon("send", 18),
    );
    this.usage = h("div", { class: "composer-usage", hidden: true });
    this.box = h(
      "div",
      { class: "composer-box" },
      this.usage,
      this.field,
      h(
        "div",
        { class: "composer-tools" },
        this.share ? this.#attach() : null,
        this.inThread ? null : this.#slash(),
        h("span", { class: "composer-hint" }, this.inThread ? null : hint()),
        this.sendButton,
      ),
    );
    this.root = h(
      "div",
      {
        class: "composer",
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => this.#drop(event),
      },
      this.box,
    );
  }

  #attach() {
    const picker = h("input", {
      type: "file",
      hidden: true,
      multiple: true,
      tabIndex: -1,
      onchange: () => {
        this.#upload(picker.files);
        picker.value = "";
      },
    });
    return h(
      "span",
      {},
      picker,
      iconButton(t("Attach a file"), "clip", () => picker.click()),
    );
  }

  #slash() {
    const open = () => {
      if (!this.field.value) this.field.value = "/";
      this.focus();
      this.#typed();
    };
    return iconButton(t("Commands and shortcuts"), "slash", open);
  }

  /** Be the composer of this conversation: its name, its draft. */
  enter(conversation) {
    if (this.conversation) this.#drafts.set(this.conversation.id, this.field.value);
    this.conversation = conversation;
    this.field.value = this.#drafts.get(conversation.id) ?? "";
    this.field.placeholder = this.inThread ? t("Reply…") : this.#placeholder(conversation);
    this.field.disabled = Boolean(conversation.is_archived);
    if (conversation.is_archived) this.field.placeholder = t("This channel is archived.");
    this.#typed();
  }

  #placeholder(conversation) {
    const name = conversation.is_im ? conversationName(conversation) : `#${conversation.name}`;
    const [first] = state.commands;
    if (!first || hasTyped()) return t("Message {name}", { name });
    return t("Message {name}, or type {command}", {
      name,
      command: [first.command, first.usage_hint].filter(Boolean).join(" "),
    });
  }

  focus() {
    if (matchMedia("(pointer: fine)").matches) this.field.focus({ preventScroll: true });
  }

  #typed() {
    this.#grow();
    this.autocomplete.refresh();
    this.#showUsage();
  }

  #grow() {
    this.sendButton.disabled = !this.field.value.trim();
    if (!this.field.isConnected) return;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight)}px`;
  }

  /** While a command's arguments are typed, its usage stands above. */
  #showUsage() {
    const name = /^(\/\S+)\s/.exec(this.field.value)?.[1];
    const command = state.commands.find((one) => one.command === name);
    this.usage.hidden = !command || this.inThread;
    if (command)
      this.usage.replaceChildren(
        h("code", {}, command.command),
        command.usage_hint ? h("span", { class: "usage-hint" }, command.usage_hint) : "",
        h("span", { class: "usage-what" }, command.description ?? ""),
      );
  }

  #key(event) {
    if (event.isComposing || this.autocomplete.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && this.#mayRecall(0)) this.#bringBack(event, -1);
    else if (event.key === "ArrowDown" && this.#mayRecall(this.field.value.length)) this.#bringBack(event, 1);
  }

  /** An arrow recalls only where it cannot mean "move within what I am writing". */
  #mayRecall(edge) {
    const { value, selectionStart, selectionEnd } = this.field;
    if (value === "") return true;
    const atEdge = selectionStart === selectionEnd && [edge, value.length].includes(selectionStart);
    return this.#recall.shows(value) && atEdge;
  }

  #bringBack(event, step) {
    const line = this.#recall.move(step);
    if (line === null) return;
    event.preventDefault();
    this.field.value = line;
    this.#typed();
    this.autocomplete.close();
  }

  #paste(event) {
    if (this.share && event.clipboardData.files.length) {
      event.preventDefault();
      this.#upload(event.clipboardData.files);
    }
  }

  #drop(event) {
    if (!this.share || !event.dataTransfer.files.length) return;
    event.preventDefault();
    this.#upload(event.dataTransfer.files);
  }

  async #upload(files) {
    try {
      for (const file of files) await this.share(file);
    } catch (error) {
      tell("problem", error);
    }
  }

  /** Send what was typed; it stays in the field, or comes back into it, if it could not be sent. */
  async submit() {
    const typed = this.field.value;
    if (!typed.trim() || this.field.disabled) return;
    if (typed.length > LONGEST) return tell("problem", { code: "msg_too_long" });
    remember(typed);
    this.#recall.rewind();
    this.field.value = "";
    this.#typed();
    try {
      await this.send(this.autocomplete.withMentions(typed.trim()));
    } catch (error) {
      if (!this.field.value) this.field.value = typed;
      this.#typed();
      tell("problem", error);
    }
    this.field.placeholder = this.inThread ? t("Reply…") : this.#placeholder(this.conversation);
    this.#grow();
  }
}

function hint() {
  return [
    h("kbd", {}, t("Enter")),
    ` ${t("to send")} · `,
    h("kbd", {}, t("Shift+Enter")),
    ` ${t("for a new line")}`,
  ];
}
