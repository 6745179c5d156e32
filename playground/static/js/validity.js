/**
 * What Slack itself checks before a form leaves: required inputs, lengths, numbers, addresses; and how mistakes are shown.
 */

import { t } from "./i18n.js";
import { number } from "./format.js";
import { safeAddress } from "./links.js";

/** Mistakes by block id. */
export function mistakes(blocks, values) {
  const found = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const mistake = mistakeIn(block, values[block.block_id]?.[block.element.action_id] ?? {});
    if (mistake) found[block.block_id] = mistake;
  }
  return found;
}

function mistakeIn(block, state) {
  if (isEmpty(state)) return block.optional ? null : t("Please complete this required field.");
  return CHECKS[block.element.type]?.(state.value, block.element) ?? null;
}

function isEmpty({ type: _, ...state }) {
  return Object.values(state).every(
    (value) =>
      value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length),
  );
}

const CHECKS = {
  plain_text_input: (value, { min_length: least, max_length: most }) => {
    if (least && value.length < least) return t("Please write at least {n} characters.", { n: least });
    return most && value.length > most ? t("Please write at most {n} characters.", { n: most }) : null;
  },
  number_input: (value, element) => {
    const figure = Number(value.replace(",", "."));
    if (!value.trim() || !Number.isFinite(figure)) return t("Please enter a number.");
    if (!element.is_decimal_allowed && !Number.isInteger(figure)) return t("Please enter a whole number.");
    if (element.min_value !== undefined && figure < Number(element.min_value))
      return t("Please enter {n} or more.", { n: number(Number(element.min_value)) });
    return element.max_value !== undefined && figure > Number(element.max_value)
      ? t("Please enter {n} or less.", { n: number(Number(element.max_value)) })
      : null;
  },
  email_text_input: (value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : t("Please enter a valid email address."),
  url_text_input: (value) => (safeAddress(value) ? null : t("Please enter a valid web address.")),
};

/**
 * Put each mistake under its input in `form`, and the focus on the first; a mistake whose input is not there goes to
 * `orphan`. True if there was one.
 */
export function blame(form, errors, orphan) {
  for (const place of form.querySelectorAll(".input-error")) place.hidden = true;
  const blamed = Object.entries(errors).map(([blockId, text]) => blameOne(form, blockId, text, orphan));
  blamed.find(Boolean)?.focus();
  return blamed.length > 0;
}

function blameOne(form, blockId, text, orphan) {
  const box = form.querySelector(`[data-input-block="${CSS.escape(blockId)}"]`);
  if (!box) return orphan(text);
  const place = box.querySelector(".input-error");
  Object.assign(place, { textContent: text, hidden: false });
  const control = box.querySelector("input:not([hidden]), textarea, button");
  control?.setAttribute("aria-invalid", "true");
  control?.addEventListener("input", () => forgive(control, place), { once: true });
  return control;
}

function forgive(control, place) {
  place.hidden = true;
  control.removeAttribute("aria-invalid");
}
