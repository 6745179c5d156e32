/**
 * Short notes at the foot of the page: something went wrong, the line is down.
 */

import { announce } from "./announce.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const SHOWN_FOR = 6000;

/** Show a note for a while. */
export function toast(words) {
  const note = h("div", { class: "toast" }, icon("warning", 16), h("span", {}, words));
  document.getElementById("toasts").append(note);
  announce(words);
  setTimeout(() => note.remove(), SHOWN_FOR);
}

/** Show, or take away, the sign that the playground is out of reach. */
export function showOffline(offline) {
  document.getElementById("offline").hidden = !offline;
  document.getElementById("offline").textContent = offline
    ? t("The playground is out of reach. Trying again…")
    : "";
}
