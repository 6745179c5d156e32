/**
 * Fields to type into.
 */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { words } from "./text.js";

export function plainTextInput(fitting) {
  const { element } = fitting;
  const limits = { maxlength: element.max_length, minlength: element.min_length };
  return element.multiline
    ? field(fitting, "textarea", { rows: 4, ...limits })
    : field(fitting, "input", { type: "text", ...limits });
}

export function numberInput(fitting) {
  const { element } = fitting;
  const inputmode = element.is_decimal_allowed ? "decimal" : "numeric";
  return field(fitting, "input", { type: "text", inputmode, class: "field number-field" });
}

export function emailInput(fitting) {
  return field(fitting, "input", { type: "email", inputmode: "email", autocomplete: "off" });
}

export function urlInput(fitting) {
  return field(fitting, "input", { type: "url", inputmode: "url", autocomplete: "off" });
}

function field(fitting, tag, props) {
  const { element } = fitting;
  const kept = fitting.state({ value: element.initial_value ?? null }).value;
  const control = h(tag, {
    class: "field",
    ...props,
    value: kept ?? "",
    placeholder: words(element.placeholder),
    ...fitting.attributes,
    ...fitting.named(words(element.placeholder) || t("Text")),
  });
  if (element.focus_on_load) control.dataset.autofocus = "true";
  const typed = () => ({ value: control.value === "" ? null : control.value });
  control.addEventListener("input", () => fitting.note(typed()));
  listenForDispatch(fitting, control, typed);
  return control;
}

function listenForDispatch(fitting, control, typed) {
  if (fitting.waits) return;
  const when = fitting.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_character_entered")) {
    let timer;
    control.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => fitting.send(typed()), 250);
    });
  }
  if (when.includes("on_enter_pressed"))
    control.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (event.ctrlKey || event.metaKey) return; // submits the form
      event.preventDefault();
      fitting.send(typed(), control);
    });
}

/** A rich text input takes plain lines here: one rich text section with what was typed. */
export function richTextInput(fitting) {
  const { element } = fitting;
  const initial = { rich_text_value: element.initial_value ?? null };
  const kept = flat(fitting.state(initial).rich_text_value);
  const control = h("textarea", {
    class: "field",
    rows: 4,
    value: kept,
    placeholder: words(element.placeholder),
    ...fitting.attributes,
  });
  control.addEventListener("input", () =>
    fitting.note({ rich_text_value: control.value ? sections(control.value) : null }),
  );
  return control;
}

function sections(text) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

function flat(richText) {
  return (richText?.elements ?? [])
    .map((part) => (part.elements ?? []).map((one) => one.text ?? "").join(""))
    .join("\n");
}
