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
  const dialog = h("dialog", { class: className, "aria-label": label, "aria-labelledby": labelledBy }, content);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); cancel(); });
  dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog) cancel(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
