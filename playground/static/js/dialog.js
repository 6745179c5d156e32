/**
 * Modal dialogs: the browser keeps the focus inside and gives it back when they close.
 */

import { h } from "./dom.js";
import { closePanels } from "./popover.js";

/**
 * Show a dialog. `cancel` decides what Escape and a press beside it do; `closed` runs once, however it ends (a browser
 * may close it without asking).
 */
export function showDialog({ className, label, labelledBy, content, cancel, closed = () => {} }) {
  closePanels();
  const before = document.activeElement;
  const dialog = h(
    "dialog",
    { class: className, "aria-label": label, "aria-labelledby": labelledBy },
    content,
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    cancel();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault(); // or the browser closes it unasked at the second Escape
    cancel();
  });
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog) cancel();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    giveBack(before);
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Focus `before` anew: Chromium gives it back while the page is still inert, and typing would reach nothing. */
function giveBack(before) {
  if (!before?.isConnected) return;
  before.blur();
  before.focus({ preventScroll: true });
}
