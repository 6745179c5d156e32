/**
 * The box that stands for what could not be drawn.
 */

import { h } from "../dom.js";
import { icon } from "../icons.js";

export function brokenBox(words) {
  return h("div", { class: "broken-block", role: "note" }, icon("warning", 16), h("span", {}, words));
}
