/**
 * A list of messages that stays in step with what is known: only what changed is drawn again.
 */

import { Surface, FormState } from "./blocks/surface.js";
import { now } from "./clock.js";
import { h, reconcile } from "./dom.js";
import { replaceKeepingFocus } from "./focus.js";
import { dayKey, dayLabel, momentOf } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { messageRow, pendingRow, toolbar } from "./message.js";

const GROUP_SECONDS = 300;
const AT_END = 80; // pixels from the end within which new messages keep the list at its end

export class MessageList {
  #rows = new Map();
  #states = new Map();
  #dividers = new Map();
  #pinned = true;
  #top = 0;

  /** `actions` are what a message's tools do; `inThread` leaves out what only the main line has. */
  constructor({ label, actions, inThread = false, head = () => null }) {
    Object.assign(this, { actions, inThread, head });
    this.list = h("div", { class: "message-list" });
    this.scroller = h(
      "div",
      {
        class: "message-scroller",
        tabIndex: 0,
        role: "region",
        "aria-label": label,
        onscroll: () => this.#scrolled(),
      },
      this.list,
    );
    for (const reached of ["pointerover", "focusin"])
      this.list.addEventListener(reached, (event) => this.#equip(event.target));
    this.scroller.addEventListener("keydown", (event) => this.#walk(event));
    this.jump = h("button", {
      type: "button",
      class: "jump-button",
      hidden: true,
      onclick: () => this.toEnd(),
    });
    this.root = h("div", { class: "message-pane" }, this.scroller, this.jump);
    new ResizeObserver(() => {
      if (this.#pinned) this.toEnd();
    }).observe(this.list);
    new ResizeObserver(() => {
      if (this.#pinned) this.toEnd();
    }).observe(this.scroller);
  }

  /** Start over: another conversation, another person, another language. */
  reset() {
    this.#rows.clear();
    this.#states.clear();
    this.#dividers.clear();
    this.#pinned = true;
    this.list.replaceChildren();
  }

  /** Show these messages of `channel`; `unreadAfter` is the ts after which they are new to the person. */
  show(channel, messages, { pending = [], unreadAfter = null } = {}) {
    const nodes = [this.head()].filter(Boolean);
    const known = new Set(messages.map((message) => message.ts));
    let before = null;
    for (const message of messages) {
      const newDay = !before || dayOf(before) !== dayOf(message);
      const firstNew =
        unreadAfter !== null &&
        Number(message.ts) > Number(unreadAfter) &&
        !(before && Number(before.ts) > Number(unreadAfter));
      if (newDay) nodes.push(this.#divider(`day-${dayOf(message)}`, dayLabel(momentOf(message.ts), now())));
      if (firstNew && before) nodes.push(this.#divider("new", t("New"), "divider-new"));
      nodes.push(this.#row(channel, message, !newDay && !firstNew && follows(before, message)));
      before = message;
    }
    this.#forget(known);
    reconcile(this.list, [...nodes, ...pending.map((command) => (command.row ??= pendingRow(command)))]);
    this.#follow();
  }

  #divider(key, words, extra = "") {
    const kept = this.#dividers.get(key);
    if (kept?.words === words) return kept.node;
    const node = h(
      "div",
      { class: `day-divider ${extra}`, role: "separator", "aria-label": words },
      h("span", {}, words),
    );
    this.#dividers.set(key, { words, node });
    return node;
  }

  #row(channel, message, follows) {
    const kept = this.#rows.get(message.ts);
    if (kept && kept.message === message && kept.follows === follows) return kept.node;
    const node = messageRow(message, {
      follows,
      inThread: this.inThread,
      surface: this.#surface(channel, message),
      actions: this.actions,
    });
    if (kept?.node.isConnected) replaceKeepingFocus(kept.node, node);
    this.#rows.set(message.ts, { message, follows, node });
    return node;
  }

  #surface(channel, message) {
    const state = this.#states.get(message.ts) ?? new FormState();
    this.#states.set(message.ts, state);
    state.keepOnly(message.blocks ?? []);
    const failed = (status) => this.#failed(message.ts, status);
    return new Surface({ kind: "message", container: { channel, ts: message.ts }, channel, state, failed });
  }

  /** Give the message under the pointer, or the one with the focus, its tools. */
  #equip(target) {
    const node = target.closest(".message[data-ts]");
    if (!node || node.querySelector(".toolbar")) return;
    const { message } = this.#rows.get(node.dataset.ts) ?? {};
    const tools = message && toolbar(message, { inThread: this.inThread, actions: this.actions });
    if (tools) node.append(tools);
  }

  /** The up and down arrows go from message to message. */
  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const held = document.activeElement;
    if (!step || (held !== this.scroller && !held.matches(".message[data-ts]"))) return;
    const rows = [...this.list.querySelectorAll(".message[data-ts]")];
    const next = held === this.scroller ? rows.at(-1) : rows[rows.indexOf(held) + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  #failed(ts, status) {
    const body = this.#rows.get(ts)?.node.querySelector(".message-body");
    body?.querySelector(".action-failed")?.remove();
    body?.append(
      h("p", { class: "action-failed", role: "alert" }, icon("warning", 15), failureWords(status)),
    );
  }

  #forget(known) {
    for (const ts of this.#rows.keys())
      if (!known.has(ts)) {
        this.#rows.delete(ts);
        this.#states.delete(ts);
      }
  }

  #follow() {
    const last = this.list.lastElementChild;
    if (this.#pinned) this.toEnd();
    else if (last !== this.lastSeen) this.#offerJump();
    this.lastSeen = last;
  }

  #offerJump() {
    this.jump.replaceChildren(icon("down", 15), t("Latest messages"));
    this.jump.hidden = false;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const wentUp = scrollTop < this.#top - 1; // pictures that load make the list longer, only a person scrolls up
    this.#top = scrollTop;
    this.#pinned = scrollHeight - scrollTop - clientHeight < AT_END || (this.#pinned && !wentUp);
    if (this.#pinned) this.jump.hidden = true;
  }

  /** Go to the newest message, and stay with what comes. */
  toEnd() {
    this.#pinned = true;
    this.jump.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

/** What to say when the app did not answer an action. */
export function failureWords(status) {
  return status === "operation_timeout"
    ? t("The app did not answer in time (operation_timeout). Try again.")
    : t("That did not work ({error}). Try again.", { error: status });
}

function dayOf(message) {
  return dayKey(momentOf(message.ts));
}

function follows(before, message) {
  if (!before || before.is_ephemeral || message.is_ephemeral || message.is_notice || before.is_notice)
    return false;
  const same =
    (before.user ?? before.bot_id) === (message.user ?? message.bot_id) &&
    Boolean(before.bot_id) === Boolean(message.bot_id);
  const soon = Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
  const card = Boolean(message.bot_id && message.blocks?.length);
  return same && soon && !card && !before.reply_count && message.subtype !== "thread_broadcast";
}
