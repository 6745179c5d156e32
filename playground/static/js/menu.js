/**
 * A menu of actions beside a button: arrows move, Enter chooses.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openPanel } from "./popover.js";

/** Open a menu of `{label, detail?, icon?, choose}` beside `anchor`. */
export function openMenu(anchor, items, { label, header = null, onClose = () => {} } = {}) {
  const list = h("div", { class: "menu", role: "menu", "aria-label": label });
  const closed = () => {
    anchor.setAttribute("aria-expanded", "false");
    onClose();
  };
  const panel = openPanel({ anchor, content: h("div", {}, header, list), onClose: closed });
  list.append(...items.map((item) => menuItem(item, panel)));
  list.addEventListener("keydown", (event) => walk(event, list));
  anchor.setAttribute("aria-expanded", "true");
  panel.place();
  (list.querySelector("[aria-checked=true]") ?? list.firstElementChild)?.focus();
}

function menuItem(item, panel) {
  const choose = () => {
    panel.close();
    item.choose();
  };
  const checked =
    item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": String(item.checked) };
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      class: "menu-item",
      tabIndex: -1,
      onclick: choose,
      disabled: item.disabled,
      ...checked,
    },
    item.picture ?? (item.icon ? icon(item.icon) : null),
    h(
      "span",
      { class: "menu-words" },
      h("span", { class: "menu-label" }, item.label),
      item.detail ? h("span", { class: "menu-detail" }, item.detail) : null,
    ),
    item.badge ?? null,
  );
}

/** Move the focus among the children of `list` with the arrow keys. */
export function walk(event, list) {
  const items = [...list.querySelectorAll("[role^=menuitem]:not(:disabled), .side-item")].filter(
    (item) => item.offsetParent !== null,
  );
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
