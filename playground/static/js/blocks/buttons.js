/**
 * Things to press: buttons, overflow menus, icon and feedback buttons.
 */

import { confirmed } from "../confirm.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { safeAddress } from "../links.js";
import { openMenu } from "../menu.js";
import { state } from "../state.js";
import { textNodes, words } from "./text.js";

/** Run `then` at once, or after the person has confirmed. */
export async function afterConfirm(element, then) {
  if (!element.confirm || (await confirmed(element.confirm))) await then();
}

export function button(fitting) {
  const { element } = fitting;
  const pressed = () => afterConfirm(element, () => {
    follow(element.url);
    return fitting.send({}, control);
  });
  const style = ["primary", "danger"].includes(element.style) ? ` button-${element.style}` : "";
  const control = h("button", {
    type: "button", class: `button${style}`, onclick: pressed, ...fitting.attributes, "aria-label": element.accessibility_label,
  }, textNodes(element.text), element.url ? icon("external", 14) : null);
  return control;
}

function follow(url) {
  const address = url && safeAddress(url);
  if (address) window.open(address, "_blank", "noopener,noreferrer");
}

export function overflow(fitting) {
  const { element } = fitting;
  const choose = (option) => afterConfirm(element, () => {
    follow(option.url);
    return fitting.send({ selected_option: option }, control);
  });
  const open = () => openMenu(control, element.options.map((option) => ({
    label: words(option.text), detail: option.description ? words(option.description) : "", choose: () => choose(option),
  })), { label: t("More actions") });
  const control = h("button", {
    type: "button", class: "icon-button framed", "aria-haspopup": "menu", "aria-expanded": "false",
    ...fitting.attributes, "aria-label": t("More actions"), onclick: open,
  }, icon("more"));
  return control;
}

export function iconButton(fitting) {
  const { element } = fitting;
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(state.me.id)) return null;
  const label = element.accessibility_label || words(element.text);
  const pressed = () => afterConfirm(element, () => fitting.send({}, control));
  const control = h("button", { type: "button", class: "icon-button framed", title: words(element.text), ...fitting.attributes, "aria-label": label, onclick: pressed },
    icon(element.icon === "trash" ? "trash" : "more"));
  return control;
}

export function feedbackButtons(fitting) {
  const { positive_button: up, negative_button: down } = fitting.element;
  const one = (choice, picture) => {
    const control = h("button", {
      type: "button", class: "icon-button framed", title: words(choice.text), "aria-pressed": "false",
      "aria-label": choice.accessibility_label || words(choice.text),
      onclick: () => { mark(control); fitting.send({ value: choice.value }, control); },
    }, icon(picture));
    return control;
  };
  const group = h("div", { class: "feedback", role: "group", dataset: { action: fitting.element.action_id ?? "" } }, one(up, "thumbsup"), one(down, "thumbsdown"));
  const mark = (chosen) => [...group.children].forEach((child) => child.setAttribute("aria-pressed", String(child === chosen)));
  return group;
}
