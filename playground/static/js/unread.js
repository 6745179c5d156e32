/**
 * What each person has read, remembered on this machine.
 */

import { state, tell } from "./state.js";

function storageKey() {
  return `playground.read.${state.team.id}.${state.me.id}`;
}

function marks() {
  try {
    return JSON.parse(localStorage.getItem(storageKey())) ?? {};
  } catch {
    return {};
  }
}

/** On a person's first visit, what is there already counts as read. */
export function settleUnread() {
  const known = marks();
  for (const conversation of state.conversations.values())
    known[conversation.id] ??= conversation.latest ?? "0";
  localStorage.setItem(storageKey(), JSON.stringify(known));
}

/** The ts up to which the person has read, or null when she has read everything. */
export function readUntil(conversation) {
  return isUnread(conversation) ? marks()[conversation.id] : null;
}

export function isUnread(conversation) {
  return Number(conversation.latest ?? 0) > Number(marks()[conversation.id] ?? conversation.latest ?? 0);
}

/** Everything said so far in `channel` is read. */
export function markRead(channel) {
  const conversation = state.conversations.get(channel);
  if (!conversation || document.hidden || !isUnread(conversation)) return;
  localStorage.setItem(storageKey(), JSON.stringify({ ...marks(), [channel]: conversation.latest }));
  tell("unread");
}

/** Something new was said in `channel`. */
export function noteLatest(channel, ts) {
  const conversation = state.conversations.get(channel);
  if (!conversation) return;
  if (marks()[channel] === undefined)
    localStorage.setItem(storageKey(), JSON.stringify({ ...marks(), [channel]: conversation.latest ?? "0" }));
  if (Number(ts) > Number(conversation.latest ?? 0)) conversation.latest = ts;
  tell("unread");
}
