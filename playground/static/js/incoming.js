/**
 * What the live events do to what the page knows.
 */

import { now, setClock } from "./clock.js";
import { isReply } from "./ledger.js";
import { noticeMessage } from "./message.js";
import { state, tell } from "./state.js";
import { Stream } from "./stream.js";
import { showOffline } from "./toast.js";
import { noteLatest } from "./unread.js";

/** The stream, wired: `catchUp` fetches what a break has missed, `reload` the workspace. */
export function listen({ modals, catchUp, reload }) {
  const hear = {
    message: ({ channel, message }) => hearMessage(channel, message, reload),
    message_changed: ({ channel, message }) => {
      state.ledger.put(channel, message);
      tell("messages", channel);
    },
    message_deleted: ({ channel, ts }) => {
      state.ledger.remove(channel, ts);
      tell("messages", channel);
    },
    view_opened: (opened) => modals.put(opened),
    view_updated: (updated) => modals.put(updated),
    view_closed: (closed) => modals.drop(closed),
    home: ({ view }) => {
      state.home = view;
      tell("home");
    },
    conversation: reload,
    notice: hearNotice,
    clock: setClock,
  };
  return new Stream({
    hear: (type, data) => hear[type](data),
    changed: (online, missed) => {
      showOffline(!online);
      if (missed) catchUp();
    },
  });
}

function hearMessage(channel, message, reload) {
  if (!state.conversations.has(channel)) reload();
  const isNew = state.ledger.put(channel, message);
  if (isNew && !message.is_ephemeral && !isReply(message)) noteLatest(channel, message.ts);
  tell("messages", channel);
  if (isNew) tell("heard", { channel, message });
}

function hearNotice({ channel, text }) {
  const ts = (now().getTime() / 1000).toFixed(6);
  const message = noticeMessage({ ts, text });
  state.ledger.put(channel, message);
  tell("messages", channel);
  tell("heard", { channel, message });
}
