/**
 * Things to press: buttons, overflow menus, icon and feedback buttons.
 */

import { iconButton } from "../icon_button.js";
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
  const pressed = () =>
    afterConfirm(element, () => {
      follow(element.url);
      return fitting.send({}, control);
    });
  const style = ["primary", "danger"].includes(element.style) ? ` button-${element.style}` : "";
  const control = h(
    "button",
    {
      type: "button",
      class: `button${style}`,
      onclick: pressed,
      ...fitting.attributes,
      "aria-label": element.accessibility_label,
    },
    textNodes(element.text),
    element.url ? icon("external", 14) : null,
  );
  return control;
}

function follow(url) {
  const address = url && safeAddress(url);
  if (address) window.open(address, "_blank", "noopener,noreferrer");
}

export function overflow(fitting) {
  const { element } = fitting;
  const choose = (option) =>
    afterConfirm(element, () => {
      follow(option.url);
      return fitting.send({ selected_option: option }, control);
    });
  const open = () =>
    openMenu(
      control,
      element.options.map((option) => ({
        label: words(option.text),
        detail: option.description ? words(option.description) : "",
        choose: () => choose(option),
      })),
      { label: t("More actions") },
    );
  const control = iconButton(t("More actions"), "more", open, {
    class: "framed",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    ...fitting.attributes,
  });
  return control;
}

export function trashButton(fitting) {
  const { element } = fitting;
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(state.me.id)) return null;
  const label = element.accessibility_label || words(element.text);
  const pressed = () => afterConfirm(element, () => fitting.send({}, control));
  const picture = element.icon === "trash" ? "trash" : "more";
  const control = iconButton(label, picture, pressed, { class: "framed", ...fitting.attributes });
  return control;
}

export function feedbackButtons(fitting) {
  const { positive_button: up, negative_button: down } = fitting.element;
  const one = (choice, picture) => {
    const label = choice.accessibility_label || words(choice.text);
    const pressed = () => {
      mark(control);
      fitting.send({ value: choice.value }, control);
    };
    const control = iconButton(label, picture, pressed, { class: "framed", "aria-pressed": "false" });
    return control;
  };
  const group = h(
    "div",
    { class: "feedback", role: "group", dataset: { action: fitting.element.action_id ?? "" } },
    one(up, "thumbsup"),
    one(down, "thumbsdown"),
  );
  const mark = (chosen) =>
    [...group.children].forEach((child) => child.setAttribute("aria-pressed", String(child === chosen)));
  return group;
}
