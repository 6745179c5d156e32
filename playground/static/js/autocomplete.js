/**
 * Suggestions while one types: slash commands and shortcuts after `/`, people and channels after `@` and `#`.
 */

import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { freshId, h } from "./dom.js";
import { folded } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { personName, state, tell } from "./state.js";

const MOST = 8;

export class Autocomplete {
  #items = [];
  #active = 0;
  #mentions = new Map();

  constructor(field, { anchor, commands, changed }) {
    Object.assign(this, { field, commands, changed });
    this.list = h("div", {
      class: "suggestions",
      role: "listbox",
      id: freshId("suggestions"),
      "aria-label": t("Suggestions"),
      hidden: true,
    });
    anchor.append(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  /** Look again at what is typed. */
  refresh() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.#items = (
      this.commands && /^\/\S*$/.test(before) ? commandItems(before) : mentionItems(before)
    ).slice(0, MOST);
    this.#active = 0;
    this.#draw();
  }

  close() {
    this.#items = [];
    this.#draw();
  }

  #draw() {
    const open = this.#items.length > 0;
    this.list.hidden = !open;
    this.list.replaceChildren(...this.#items.map((item, index) => this.#row(item, index)));
    if (open) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.#active}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #row(item, index) {
    const row = h(
      "div",
      {
        class: `suggestion${index === this.#active ? " suggestion-active" : ""}`,
        role: "option",
        id: `${this.list.id}-${index}`,
        "aria-selected": String(index === this.#active),
        onpointerdown: (event) => {
          event.preventDefault();
          this.#take(item);
        },
      },
      item.picture,
      h(
        "span",
        { class: "suggestion-words" },
        h(
          "span",
          { class: "suggestion-name" },
          item.name,
          item.usage ? h("span", { class: "usage-hint" }, item.usage) : null,
        ),
        item.detail ? h("span", { class: "suggestion-detail" }, item.detail) : null,
      ),
    );
    if (index === this.#active) requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" }));
    return row;
  }

  /** Handle a key while suggestions are shown; true if it was theirs. */
  key(event) {
    if (!this.#items.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !this.#isWhole());
    if (step) this.#active = (this.#active + step + this.#items.length) % this.#items.length;
    else if (takes) this.#take(this.#items[this.#active]);
    else if (event.key === "Escape") this.#items = [];
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.#draw();
    return true;
  }

  /** True when the whole command is typed already: Enter then runs it. */
  #isWhole() {
    return this.#items[this.#active].insert === `${this.field.value} `;
  }

  #take(item) {
    this.close();
    if (item.run) {
      this.field.value = "";
      item.run();
    } else {
      const at = this.field.selectionStart;
      const head = this.field.value.slice(0, at).replace(item.replaces, item.insert);
      this.field.value = head + this.field.value.slice(at);
      this.field.setSelectionRange(head.length, head.length);
      if (item.mention) this.#mentions.set(item.insert.trim(), item.mention);
    }
    this.changed();
    this.field.dispatchEvent(new Event("input"));
    this.close();
  }

  /** The typed text with the picked names as Slack writes mentions. */
  withMentions(text) {
    const names = [...this.#mentions.keys()].sort((a, b) => b.length - a.length);
    return names.reduce((line, name) => line.replaceAll(name, this.#mentions.get(name)), text);
  }
}

function commandItems(typed) {
  const wanted = folded(typed);
  const commands = state.commands
    .filter((one) => folded(one.command).startsWith(wanted))
    .map((one) => ({
      name: one.command,
      usage: one.usage_hint,
      detail: one.description,
      insert: `${one.command} `,
      replaces: /^\/\S*$/,
      picture: avatar(state.bot.user_id, 28),
    }));
  const shortcuts = state.shortcuts
    .filter((one) => one.type === "global" && folded(one.name).includes(wanted.slice(1)))
    .map((one) => ({
      name: one.name,
      detail: one.description,
      picture: h("span", { class: "suggestion-bolt" }, icon("bolt")),
      run: () => runShortcut(one),
    }));
  return [...commands, ...shortcuts];
}

async function runShortcut(shortcut) {
  try {
    await api.shortcut(shortcut.callback_id);
  } catch (error) {
    tell("problem", error);
  }
}

function mentionItems(before) {
  const match = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return [];
  const wanted = folded(match[2]);
  return match[1] === "@" ? personItems(wanted) : channelItems(wanted);
}

function personItems(wanted) {
  const ids = [...state.users.values()].filter((user) => !user.deleted).map((user) => user.id);
  if (state.bot.user_id && !ids.includes(state.bot.user_id)) ids.push(state.bot.user_id);
  const fits = (id) =>
    folded(personName(id))
      .split(" ")
      .some((part) => part.startsWith(wanted)) || folded(state.users.get(id)?.name ?? "").startsWith(wanted);
  return ids.filter(fits).map((id) => ({
    name: personName(id),
    detail: state.users.get(id)?.profile?.title,
    insert: `@${personName(id)} `,
    mention: `<@${id}>`,
    replaces: /@[\p{L}\p{N}._-]*$/u,
    picture: avatar(id, 28),
  }));
}

function channelItems(wanted) {
  return [...state.conversations.values()]
    .filter((one) => !one.is_im && folded(one.name).includes(wanted))
    .map((one) => ({
      name: `#${one.name}`,
      insert: `#${one.name} `,
      mention: `<#${one.id}>`,
      replaces: /#[\p{L}\p{N}._-]*$/u,
      picture: icon(one.is_private ? "lock" : "hash"),
    }));
}
