/**
 * Light, dark, or as the system has it; remembered on this machine.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { on } from "./state.js";
import { t } from "./i18n.js";

const KEY = "playground.theme";
const CHOICES = ["auto", "light", "dark"];
const ICONS = { auto: "screen", light: "sun", dark: "moon" };

/** The chosen theme. */
export function theme() {
  const kept = localStorage.getItem(KEY);
  return CHOICES.includes(kept) ? kept : "auto";
}

function choose(name) {
  localStorage.setItem(KEY, name);
  dispatchEvent(new Event("themechange"));
}

/** The button that goes from one theme to the next. */
export function themeButton() {
  const button = h("button", {
    type: "button",
    class: "icon-button",
    onclick: () => {
      choose(next());
      draw();
    },
  });
  const draw = () => {
    const label = LABELS[theme()]();
    button.replaceChildren(icon(ICONS[theme()]));
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  on("workspace", draw);
  draw();
  return button;
}

const LABELS = {
  auto: () => t("Theme: as the system"),
  light: () => t("Theme: light"),
  dark: () => t("Theme: dark"),
};

function next() {
  return CHOICES[(CHOICES.indexOf(theme()) + 1) % CHOICES.length];
}
