/**
 * Panels that open beside a control: menus, pickers, lists. One at a time; Escape and a click elsewhere close it.
 */

import { h } from "./dom.js";

const GAP = 6;
const MARGIN = 8;
let open = null;

/**
 * Open `content` beside `anchor`. `onClose` runs once, however it ends; focus returns to the anchor unless the person
 * has gone elsewhere. Answers the function that closes it.
 */
export function openPanel({ anchor, content, onClose = () => {}, matchWidth = false, above = false }) {
  open?.close(false);
  const home = anchor.closest("dialog") ?? document.body;
  const panel = h("div", { class: "panel", popover: "manual" }, content);
  home.append(panel);
  panel.showPopover();
  const mine = { close: (refocus = true) => closePanel(mine, refocus), panel, anchor, onClose };
  mine.release = watch(mine);
  mine.place = () => place(panel, anchor, { matchWidth, above });
  mine.place();
  open = mine;
  return { close: mine.close, place: mine.place, panel };
}

/** Close whatever panel is open. */
export function closePanels() {
  open?.close(false);
}

function closePanel(mine, refocus) {
  if (open !== mine) return;
  open = null;
  mine.release();
  const hadFocus = mine.panel.contains(document.activeElement);
  mine.panel.remove();
  if (refocus && (hadFocus || document.activeElement === document.body))
    mine.anchor.focus({ preventScroll: true });
  mine.onClose();
}

function watch(mine) {
  const pressed = (event) => {
    if (!mine.panel.contains(event.target) && !mine.anchor.contains(event.target)) mine.close(false);
  };
  const key = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    mine.close();
  };
  const moved = (event) => {
    if (!mine.panel.contains(event.target)) mine.place();
  };
  document.addEventListener("pointerdown", pressed, true);
  document.addEventListener("keydown", key, true);
  window.addEventListener("scroll", moved, true);
  window.addEventListener("resize", moved);
  return () => {
    document.removeEventListener("pointerdown", pressed, true);
    document.removeEventListener("keydown", key, true);
    window.removeEventListener("scroll", moved, true);
    window.removeEventListener("resize", moved);
  };
}

function place(panel, anchor, { matchWidth, above }) {
  const box = anchor.getBoundingClientRect();
  if (matchWidth) panel.style.minWidth = `${Math.max(box.width, 220)}px`;
  panel.style.maxHeight = "";
  const below = innerHeight - box.bottom - GAP - MARGIN;
  const over = box.top - GAP - MARGIN;
  const upward = above ? over > 160 : panel.offsetHeight > below && over > below;
  panel.style.maxHeight = `${Math.max(140, upward ? over : below)}px`;
  panel.style.top = `${upward ? box.top - GAP - panel.offsetHeight : box.bottom + GAP}px`;
  panel.style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - panel.offsetWidth - MARGIN))}px`;
}
