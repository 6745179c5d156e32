/**
 * Live events: listens, comes back after a break, and says when it missed some.
 */

import { streamAddress } from "./api.js";

const TYPES = [
  "message",
  "message_changed",
  "message_deleted",
  "view_opened",
  "view_updated",
  "view_closed",
  "home",
  "conversation",
  "notice",
  "clock",
];
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

export class Stream {
  #source = null;
  #timer = null;
  #wait = FIRST_WAIT;
  #broken = false;

  /** `hear(type, data)` gets each event; `changed(online, missed)` each time the line opens or breaks. */
  constructor({ hear, changed }) {
    this.hear = hear;
    this.changed = changed;
  }

  /**
   * Listen as the person now acting, dropping the line of the one before. Settles when the line is open or broken: what
   * is fetched after that misses nothing.
   */
  open() {
    this.close();
    const source = new EventSource(streamAddress());
    this.#source = source;
    for (const type of TYPES)
      source.addEventListener(type, (event) => this.hear(type, JSON.parse(event.data)));
    return new Promise((settle) => {
      source.onopen = () => {
        this.#opened();
        settle();
      };
      source.onerror = () => {
        this.#lost(source);
        settle();
      };
    });
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #opened() {
    const missed = this.#broken;
    this.#broken = false;
    this.#wait = FIRST_WAIT;
    this.changed(true, missed);
  }

  #lost(source) {
    if (source !== this.#source) return;
    source.close();
    if (!this.#broken) this.changed(false, false);
    this.#broken = true;
    this.#timer = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
