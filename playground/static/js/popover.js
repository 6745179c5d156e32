/**
 * Panels that open beside a control: menus, pickers, lists. One at a time; Escape and a click elsewhere close it.
 */

import { h } from "./dom.js";

const GAP = 6;
const MARGIN = 8;
const REST = 150; // ms: from one list to the next with the mouse
let open = null;
let waiting = [];

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

/** Whether a panel is open in `root`. */
export function panelIn(root) {
  return Boolean(open && root.contains(open.panel));
}

/** Run `then` once no panel has been open for a moment: what lies under a list does not move while one chooses. */
export function afterPanels(then) {
  waiting.push(then);
}

function wake() {
  if (open) return;
  const ready = waiting;
  waiting = [];
  for (const then of ready) then();
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
  if (waiting.length) setTimeout(wake, REST);
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
