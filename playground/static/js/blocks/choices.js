/**
 * Checkboxes and radio buttons.
 */

import { h, freshId } from "../dom.js";
import { afterConfirm } from "./buttons.js";
import { textNodes } from "./text.js";

export function checkboxes(fitting) {
  const { element } = fitting;
  const chosen = () =>
    new Set(
      (fitting.state({ selected_options: element.initial_options ?? [] }).selected_options ?? []).map(
        (one) => one.value,
      ),
    );
  const changed = () =>
    afterConfirm(element, () =>
      fitting.change({ selected_options: element.options.filter((_, index) => boxes[index].checked) }, group),
    );
  const marked = chosen();
  const { group, boxes } = choiceGroup(fitting, {
    type: "checkbox",
    role: "group",
    checked: (option) => marked.has(option.value),
    changed,
  });
  return group;
}

export function radioButtons(fitting) {
  const { element } = fitting;
  const current = fitting.state({ selected_option: element.initial_option ?? null }).selected_option;
  const changed = () =>
    afterConfirm(element, () =>
      fitting.change(
        { selected_option: element.options.find((_, index) => boxes[index].checked) ?? null },
        group,
      ),
    );
  const { group, boxes } = choiceGroup(fitting, {
    type: "radio",
    role: "radiogroup",
    checked: (option) => option.value === current?.value,
    changed,
  });
  return group;
}

function choiceGroup(fitting, { type, role, checked, changed }) {
  const name = freshId("choice");
  const boxes = fitting.element.options.map((option) =>
    h("input", { type, name, value: option.value, checked: checked(option), onchange: changed }),
  );
  const rows = fitting.element.options.map((option, index) =>
    h(
      "label",
      { class: "choice" },
      boxes[index],
      h(
        "span",
        { class: "choice-words" },
        h("span", {}, textNodes(option.text)),
        option.description ? h("span", { class: "choice-detail" }, textNodes(option.description)) : null,
      ),
    ),
  );
  const named = fitting.input ? { "aria-labelledby": `${fitting.id}-label` } : {};
  return { group: h("div", { class: "choices", role, ...fitting.attributes, ...named }, rows), boxes };
}
