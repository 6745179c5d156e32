/**
 * Keeps a growing list at its newest end, unless the person has scrolled up; then a button offers the way back.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const NEAR = 80; // pixels from the end that still count as the end

export class EndKeeper {
  #pinned = true;
  #top = 0;

  /** `scroller` scrolls `content`. */
  constructor(scroller, content) {
    this.scroller = scroller;
    this.button = h(
      "button",
      { type: "button", class: "jump-button", hidden: true, onclick: () => this.toEnd() },
      icon("down", 15),
      t("Latest messages"),
    );
    scroller.addEventListener("scroll", () => this.#scrolled());
    const grown = new ResizeObserver(() => this.#pinned && this.toEnd());
    grown.observe(content);
    grown.observe(scroller);
  }

  /** Something was added at the end. */
  grew() {
    if (this.#pinned) this.toEnd();
    else this.button.hidden = false;
  }

  /** Go to the newest, and stay with what comes. */
  toEnd() {
    this.#pinned = true;
    this.button.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Pictures that load make the list longer too: only a person scrolls up. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const wentUp = scrollTop < this.#top - 1;
    this.#top = scrollTop;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR || (this.#pinned && !wentUp);
    if (this.#pinned) this.button.hidden = true;
  }
}
