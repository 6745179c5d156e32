/**
 * Where a person types: Enter sends, Shift+Enter breaks the line, the up arrow brings the last line back.
 */

import { Autocomplete } from "./autocomplete.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { conversationName, state, tell } from "./state.js";

const HISTORY = 50;
const TALLEST = 240; // pixels
const history = [];

export class Composer {
  #at = history.length;
  #drafts = new Map();

  constructor({ send, share, inThread = false }) {
    Object.assign(this, { send, share, inThread });
    this.build();
    this.autocomplete = new Autocomplete(this.field, { anchor: this.box, commands: !inThread, changed: () => this.#grow() });
  }

  build() {
    this.field = h("textarea", {
      class: "composer-field", id: freshId("composer"), rows: 1, "aria-label": t("Message"), autocomplete: "off",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event),
    });
    this.sendButton = h("button", { type: "button", class: "send-button", "aria-label": t("Send"), disabled: true, onclick: () => this.submit() }, icon("send", 18));
    this.usage = h("div", { class: "composer-usage", hidden: true });
    this.box = h("div", { class: "composer-box" }, this.usage, this.field, h("div", { class: "composer-tools" }, this.share ? this.#attach() : null, this.inThread ? null : this.#slash(), h("span", { class: "composer-hint" }, this.inThread ? null : hint()), this.sendButton));
    this.root = h("div", { class: "composer", ondragover: (event) => event.preventDefault(), ondrop: (event) => this.#drop(event) }, this.box);
  }

  #attach() {
    const picker = h("input", { type: "file", hidden: true, multiple: true, tabIndex: -1, onchange: () => { this.#upload(picker.files); picker.value = ""; } });
    return h("span", {}, picker, h("button", { type: "button", class: "icon-button", "aria-label": t("Attach a file"), title: t("Attach a file"), onclick: () => picker.click() }, icon("clip")));
  }

  #slash() {
    const open = () => { if (!this.field.value) this.field.value = "/"; this.focus(); this.#typed(); };
    return h("button", { type: "button", class: "icon-button", "aria-label": t("Commands and shortcuts"), title: t("Commands and shortcuts"), onclick: open }, icon("slash"));
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
    if (!first || history.length) return t("Message {name}", { name });
    return t("Message {name}, or type {command}", { name, command: [first.command, first.usage_hint].filter(Boolean).join(" ") });
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
    if (command) this.usage.replaceChildren(h("code", {}, command.command), command.usage_hint ? h("span", { class: "usage-hint" }, command.usage_hint) : "", h("span", { class: "usage-what" }, command.description ?? ""));
  }

  #key(event) {
    if (event.isComposing || this.autocomplete.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) { event.preventDefault(); this.submit(); }
    else if (event.key === "ArrowUp" && this.#canRecall(0)) this.#recall(event, -1);
    else if (event.key === "ArrowDown" && this.#canRecall(this.field.value.length)) this.#recall(event, 1);
  }

  #canRecall(edge) {
    const { value, selectionStart, selectionEnd } = this.field;
    const recalled = value !== "" && value === history[this.#at];
    return value === "" || (recalled && selectionStart === selectionEnd && (selectionStart === edge || selectionStart === value.length));
  }

  #recall(event, step) {
    const to = Math.min(history.length, Math.max(0, this.#at + step));
    if (to === this.#at) return;
    event.preventDefault();
    this.#at = to;
    this.field.value = history[to] ?? "";
    this.#typed();
    this.autocomplete.close();
  }

  #paste(event) {
    if (this.share && event.clipboardData.files.length) { event.preventDefault(); this.#upload(event.clipboardData.files); }
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

  /** Send what was typed; it comes back into the field if it could not be sent. */
  async submit() {
    const typed = this.field.value;
    if (!typed.trim() || this.field.disabled) return;
    remember(typed);
    this.#at = history.length;
    this.field.value = "";
    this.#typed();
    try {
      await this.send(this.autocomplete.withMentions(typed.trim()));
    } catch (error) {
      if (!this.field.value) this.field.value = typed;
      this.#typed();
      tell("problem", error);
    }
    if (this.conversation) this.field.placeholder = this.inThread ? t("Reply…") : this.#placeholder(this.conversation);
  }
}

function remember(line) {
  if (history.at(-1) !== line) history.push(line);
  if (history.length > HISTORY) history.shift();
}

function hint() {
  return [h("kbd", {}, t("Enter")), ` ${t("to send")} · `, h("kbd", {}, t("Shift+Enter")), ` ${t("for a new line")}`];
}
