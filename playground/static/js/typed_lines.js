/**
 * The lines a person has sent, newest last: the up arrow goes back through them.
 */

const MOST = 50;
const lines = [];

/** Keep a line; saying the same twice keeps it once. */
export function remember(line) {
  if (lines.at(-1) !== line) lines.push(line);
  if (lines.length > MOST) lines.shift();
}

export function hasTyped() {
  return lines.length > 0;
}

/** Where one composer stands among the lines: after the newest, until an arrow moves it. */
export class Recall {
  #at = lines.length;

  /** Back after the newest line. */
  rewind() {
    this.#at = lines.length;
  }

  /** True if `text` is the line this composer stands at. */
  shows(text) {
    return text !== "" && text === lines[this.#at];
  }

  /** The line `step` further, "" after the newest, or null where there is none. */
  move(step) {
    const to = Math.min(lines.length, Math.max(0, this.#at + step));
    if (to === this.#at) return null;
    this.#at = to;
    return lines[to] ?? "";
  }
}
