/**
 * Every select menu: one or many, from any source.
 */

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { afterConfirm } from "./buttons.js";
import { openListbox } from "./listbox.js";
import { optionSource } from "./option_sources.js";
import { words } from "./text.js";

export function selectElement(fitting) {
  const source = optionSource(fitting);
  return fitting.element.type.startsWith("multi_")
    ? new ManySelect(fitting, source).draw()
    : new OneSelect(fitting, source).draw();
}

class Select {
  constructor(fitting, source) {
    Object.assign(this, { fitting, source });
    this.placeholder = words(fitting.element.placeholder) || t("Choose an option");
    this.name = fitting.label ?? this.placeholder;
  }

  /** The button that opens the list, with its filter already typed if the person began typing. */
  trigger(children) {
    const open = (typed = "") => this.open(typed);
    const key = (event) => {
      const letter =
        event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!letter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      open(letter ? event.key : "");
    };
    return h(
      "button",
      {
        type: "button",
        class: "select",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        ...this.fitting.attributes,
        onclick: () => open(),
        onkeydown: key,
      },
      children,
      icon("down", 16),
    );
  }

  /** The label, then what stands in the menu. */
  nameControl(parts) {
    const own = parts.filter((part) => part !== this.name).join(", ");
    this.control.setAttribute("aria-label", [this.name, own].filter(Boolean).join(": "));
  }

  list(options) {
    openListbox({
      anchor: this.control,
      label: this.name,
      load: this.source.load,
      note: this.source.note,
      ...options,
    });
  }
}

class OneSelect extends Select {
  draw() {
    this.key = this.source.state[0];
    this.value = this.fitting.state({ [this.key]: this.source.initial[0] ?? null })[this.key];
    this.words = h("span", { class: "select-words" });
    this.control = this.trigger(this.words);
    this.show();
    return this.control;
  }

  get chosen() {
    return this.value === null || this.value === undefined ? null : this.source.option(this.value);
  }

  show() {
    this.words.textContent = this.chosen?.label ?? this.placeholder;
    this.words.classList.toggle("placeholder", !this.chosen);
    this.nameControl([this.chosen?.label ?? this.placeholder]);
  }

  open(typed) {
    this.list({
      typed,
      isChosen: (option) => option.value === this.chosen?.value,
      choose: (option) => {
        afterConfirm(this.fitting.element, () => this.take(option));
      },
    });
  }

  take(option) {
    this.value = option.raw;
    this.show();
    this.fitting.change({ [this.key]: option.raw }, this.control);
  }
}

class ManySelect extends Select {
  draw() {
    this.key = this.source.state[1];
    this.values = this.fitting.state({ [this.key]: this.source.initial[1] ?? [] })[this.key];
    this.words = h("span", { class: "select-words placeholder" }, this.placeholder);
    this.control = this.trigger(this.words);
    this.chips = h("div", { class: "chips" });
    this.show();
    return h("div", { class: "many-select" }, this.chips, this.control);
  }

  get options() {
    return this.values.map((value) => this.source.option(value));
  }

  show() {
    this.chips.hidden = !this.values.length;
    this.chips.replaceChildren(
      ...this.options.map((option) =>
        h(
          "button",
          {
            type: "button",
            class: "chip",
            "aria-label": t("Remove {name}", { name: option.label }),
            onclick: () => this.drop(option),
          },
          option.picture ?? null,
          h("span", {}, option.label),
          icon("close", 12),
        ),
      ),
    );
    this.nameControl([...this.options.map((option) => option.label), this.placeholder]);
  }

  open(typed) {
    const before = JSON.stringify(this.values);
    this.list({
      typed,
      multiple: true,
      isChosen: (option) => this.options.some((one) => one.value === option.value),
      choose: (option) => this.toggle(option),
      closed: () => {
        if (JSON.stringify(this.values) !== before) this.settle();
      },
    });
  }

  toggle(option) {
    const kept = this.values.filter((value) => this.source.option(value).value !== option.value);
    const full = this.values.length >= (this.fitting.element.max_selected_items ?? Infinity);
    if (kept.length === this.values.length && !full) kept.push(option.raw);
    this.values = kept;
    this.fitting.note({ [this.key]: this.values });
    this.show();
    return true;
  }

  drop(option) {
    this.toggle(option);
    this.settle();
    this.control.focus();
  }

  settle() {
    afterConfirm(this.fitting.element, () => this.fitting.change({ [this.key]: this.values }, this.control));
  }
}
