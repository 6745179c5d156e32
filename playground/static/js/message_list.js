/**
 * A list of messages that stays in step with what is known: only what changed is drawn again.
 */

import { Surface, FormState } from "./blocks/surface.js";
import { now } from "./clock.js";
import { h, reconcile } from "./dom.js";
import { EndKeeper } from "./end_keeper.js";
import { failureWords } from "./failures.js";
import { replaceKeepingFocus } from "./focus.js";
import { dayKey, dayLabel, momentOf } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { messageRow, pendingRow, toolbar } from "./message.js";

const GROUP_SECONDS = 300;

export class MessageList {
  #rows = new Map();
  #states = new Map();
  #dividers = new Map();
  #last = null;

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
      },
      this.list,
    );
    for (const reached of ["pointerover", "focusin"])
      this.list.addEventListener(reached, (event) => this.#equip(event.target));
    this.scroller.addEventListener("keydown", (event) => this.#walk(event));
    this.end = new EndKeeper(this.scroller, this.list);
    this.root = h("div", { class: "message-pane" }, this.scroller, this.end.button);
  }

  /** Start over: another conversation, another person, another language. */
  reset() {
    this.#rows.clear();
    this.#states.clear();
    this.#dividers.clear();
    this.list.replaceChildren();
    this.end.toEnd();
  }

  /** Show these messages of `channel`; `unreadAfter` is the ts after which they are new to the person. */
  show(channel, messages, { pending = [], unreadAfter = null } = {}) {
    const entries = messages.flatMap((message, index) =>
      this.#entries(channel, message, messages[index - 1], unreadAfter),
    );
    this.#forget(new Set(messages.map((message) => message.ts)));
    const waiting = pending.map((command) => (command.row ??= pendingRow(command)));
    reconcile(this.list, [this.head(), ...entries, ...waiting].filter(Boolean));
    const last = this.list.lastElementChild;
    if (last !== this.#last) this.end.grew();
    this.#last = last;
  }

  /** A message, and the dividers that stand before it. */
  #entries(channel, message, before, unreadAfter) {
    const newDay = !before || dayOf(before) !== dayOf(message);
    const firstNew = Boolean(before) && isAfter(message, unreadAfter) && !isAfter(before, unreadAfter);
    return [
      newDay && this.#divider(`day-${dayOf(message)}`, dayLabel(momentOf(message.ts), now())),
      firstNew && this.#divider("new", t("New"), "divider-new"),
      this.#row(channel, message, !newDay && !firstNew && follows(before, message)),
    ];
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
}

function isAfter(message, ts) {
  return ts !== null && Number(message.ts) > Number(ts);
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
