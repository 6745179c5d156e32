/**
 * A list to choose from, with a field that filters it: arrows move, Enter chooses, Escape leaves.
 */

import { freshId, h } from "../dom.js";
import { folded } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { openPanel } from "../popover.js";

/**
 * Open the list beside `anchor`, or where `present` puts it. `load(query)` gives groups `[{label, options: [{value, label, detail}]}]`, at once or
 * later, and `note(query)` why there is nothing to choose; `isChosen(option)` marks; `choose(option)` answers whether the
 * list stays open.
 */
export function openListbox({
  anchor,
  label,
  multiple = false,
  load,
  isChosen,
  choose,
  closed = () => {},
  typed = "",
  note = () => null,
  present,
}) {
  return new Listbox({
    anchor,
    label,
    multiple,
    load,
    isChosen,
    choose,
    closed,
    typed,
    note,
    present: present ?? besideAnchor,
  }).open();
}

function besideAnchor({ anchor, content, onClose }) {
  anchor.setAttribute("aria-expanded", "true");
  const closed = () => {
    anchor.setAttribute("aria-expanded", "false");
    onClose();
  };
  return openPanel({ anchor, content, matchWidth: true, onClose: closed });
}

/** Keep the options whose words hold every typed word. */
export function filterGroups(groups, query) {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const fits = (option) =>
    wanted.every((word) => folded(`${option.label} ${option.detail ?? ""}`).includes(word));
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((group) => group.options.length);
}

class Listbox {
  constructor(options) {
    Object.assign(this, options);
    this.id = freshId("listbox");
    this.rows = [];
    this.active = -1;
    this.asked = 0;
  }

  open() {
    this.filter = h("input", {
      class: "listbox-filter",
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
      "aria-label": t("Filter: {label}", { label: this.label }),
      placeholder: t("Type to filter"),
      autocomplete: "off",
      spellcheck: "false",
      value: this.typed,
      oninput: () => this.refresh(),
      onkeydown: (event) => this.key(event),
    });
    this.list = h("div", {
      class: "listbox",
      role: "listbox",
      id: this.id,
      "aria-label": this.label,
      "aria-multiselectable": this.multiple ? "true" : null,
    });
    const content = h(
      "div",
      { class: "listbox-panel" },
      h("div", { class: "listbox-search" }, icon("search", 15), this.filter),
      this.list,
    );
    this.panel = this.present({ anchor: this.anchor, content, onClose: this.closed });
    this.filter.focus();
    this.refresh();
    return this;
  }

  async refresh() {
    const ask = ++this.asked;
    const answer = this.load(this.filter.value);
    if (answer instanceof Promise) this.list.replaceChildren(note(t("Looking…")));
    let groups;
    try {
      groups = await answer;
    } catch {
      groups = null;
    }
    if (ask === this.asked) this.draw(groups);
  }

  draw(groups) {
    this.rows = [];
    if (!groups) this.list.replaceChildren(note(t("The app did not answer.")));
    else if (!groups.length)
      this.list.replaceChildren(note(this.note(this.filter.value) ?? t("Nothing matches.")));
    else this.list.replaceChildren(...groups.flatMap((group) => this.group(group)));
    const chosen = this.filter.value ? -1 : this.rows.findIndex(({ option }) => this.isChosen(option));
    this.go(Math.max(chosen, 0));
    this.panel.place();
  }

  group(group) {
    const rows = group.options.map((option) => this.row(option));
    if (!group.label) return rows;
    const id = freshId("group");
    return [
      h(
        "div",
        { role: "group", "aria-labelledby": id },
        h("div", { class: "listbox-group", id }, group.label),
        rows,
      ),
    ];
  }

  row(option) {
    const at = this.rows.length;
    const node = h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${this.id}-${at}`,
        "aria-selected": String(Boolean(this.isChosen(option))),
        onclick: () => this.pick(at),
        onpointermove: () => this.go(at, false),
      },
      this.multiple ? h("span", { class: "option-box" }, icon("check", 14)) : null,
      option.picture ?? null,
      h(
        "span",
        { class: "option-words" },
        h("span", {}, option.label),
        option.detail ? h("span", { class: "option-detail" }, option.detail) : null,
      ),
      this.multiple ? null : icon("check", 16),
    );
    this.rows.push({ node, option });
    return node;
  }

  go(at, scroll = true) {
    this.rows[this.active]?.node.classList.remove("option-active");
    this.active = Math.min(Math.max(at, 0), this.rows.length - 1);
    const row = this.rows[this.active];
    row?.node.classList.add("option-active");
    this.filter.setAttribute("aria-activedescendant", row?.node.id ?? "");
    if (scroll) row?.node.scrollIntoView({ block: "nearest" });
  }

  pick(at) {
    const row = this.rows[at];
    if (!row) return;
    const stays = this.choose(row.option);
    if (!stays) return this.panel.close();
    for (const { node, option } of this.rows)
      node.setAttribute("aria-selected", String(Boolean(this.isChosen(option))));
    this.panel.place();
  }

  key(event) {
    const steps = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + 8,
      PageUp: this.active - 8,
    };
    if (!this.filter.value) Object.assign(steps, { Home: 0, End: this.rows.length - 1 });
    if (event.key in steps) {
      event.preventDefault();
      this.go(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === "Tab") this.panel.close();
  }
}

function note(words) {
  return h("div", { class: "listbox-note", role: "status" }, words);
}
