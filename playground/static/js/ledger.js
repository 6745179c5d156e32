/**
 * The messages known in each conversation, one per `ts`: the same message heard twice is one message.
 */

export class Ledger {
  #channels = new Map();
  #arrivals = new Map();

  /** How many messages were heard so far, in all conversations. */
  heard = 0;

  #channel(id) {
    if (!this.#channels.has(id)) this.#channels.set(id, new Map());
    return this.#channels.get(id);
  }

  /** Add or replace a message; true if it was not known before. */
  put(channel, message) {
    const known = this.#channel(channel);
    const isNew = !known.has(message.ts);
    known.set(message.ts, message);
    this.#arrivals.set(`${channel} ${message.ts}`, ++this.heard);
    if (isNew) this.#countReply(known, message);
    return isNew;
  }

  #countReply(known, message) {
    const parent = isReply(message) && !message.is_ephemeral ? known.get(message.thread_ts) : null;
    if (!parent) return;
    const heard = [...known.values()].filter(
      (one) => isReply(one) && one.thread_ts === parent.ts && !one.is_ephemeral,
    );
    const count = Math.max(heard.length, parent.reply_count ?? 0);
    known.set(parent.ts, { ...parent, thread_ts: parent.ts, reply_count: count });
  }

  remove(channel, ts) {
    return this.#channel(channel).delete(ts);
  }

  get(channel, ts) {
    return this.#channel(channel).get(ts);
  }

  /**
   * Take what the server keeps of a conversation; private answers, which it does not keep, stay. So does what was heard
   * `since` it was asked: it may have answered before that.
   */
  refill(channel, messages, since) {
    const known = this.#channel(channel);
    const isLate = (ts) => this.#arrivals.get(`${channel} ${ts}`) > since;
    for (const [ts, message] of known)
      if (!message.is_ephemeral && !isReply(message) && !isLate(ts)) known.delete(ts);
    for (const message of messages) if (!isLate(message.ts)) known.set(message.ts, message);
  }

  /** The conversation's main line, oldest first. */
  mainLine(channel) {
    return this.#sorted(channel, (message) => !isReply(message) || message.subtype === "thread_broadcast");
  }

  /** A thread, its first message included, oldest first. */
  thread(channel, ts) {
    return this.#sorted(channel, (message) => message.ts === ts || message.thread_ts === ts);
  }

  #sorted(channel, keep) {
    const kept = [...this.#channel(channel).values()].filter(keep);
    return kept.sort((a, b) => Number(a.ts) - Number(b.ts) || (a.ts < b.ts ? -1 : 1));
  }
}

/** True for an answer inside a thread. */
export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}
