/**
 * A button that is only a picture; its label is spoken and shown on hover.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** `more` adds attributes or a class. */
export function iconButton(label, picture, press, { class: extra = "", size = 18, ...more } = {}) {
  const props = {
    type: "button",
    class: `icon-button ${extra}`.trim(),
    "aria-label": label,
    title: label,
    onclick: press,
  };
  return h("button", { ...props, ...more }, icon(picture, size));
}
