/**
 * The app's Home tab.
 */

import { api } from "./api.js";
import { renderBlocks } from "./blocks/render.js";
import { FormState, Surface } from "./blocks/surface.js";
import { h } from "./dom.js";
import { rememberFocus } from "./focus.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { failureWords } from "./failures.js";
import { on, state } from "./state.js";
import { toast } from "./toast.js";

export class HomePane {
  #form = new FormState();

  constructor() {
    this.root = h("div", { class: "home", tabIndex: 0, role: "region", "aria-label": t("Home") });
    on("home", () => this.#draw());
  }

  /** Tell the app its Home is looked at; show the stored one meanwhile. */
  async open() {
    state.home = null;
    this.root.replaceChildren(
      h("div", { class: "home-empty", role: "status" }, h("span", { class: "spinner" }), t("Opening…")),
    );
    try {
      const { view } = await api.openApp("home");
      state.home ??= view ?? null;
      this.#draw();
    } catch (error) {
      toast(failureWords(error.code));
    }
  }

  #draw() {
    if (!this.root.isConnected) return;
    const focus = rememberFocus(this.root);
    const scroll = this.root.scrollTop;
    this.root.replaceChildren(state.home?.blocks?.length ? this.#view(state.home) : this.#nothing());
    this.root.scrollTop = scroll;
    focus?.restore(this.root);
  }

  #view(view) {
    this.#form.keepOnly(view.blocks);
    const surface = new Surface({
      kind: "home",
      container: { view_id: view.id },
      state: this.#form,
      failed: (status) => toast(failureWords(status)),
    });
    return h("div", { class: "home-sheet" }, renderBlocks(view.blocks, surface));
  }

  #nothing() {
    return h(
      "div",
      { class: "home-empty" },
      icon("home", 34),
      h("p", {}, t("{name} has not published anything here yet.", { name: state.bot.name ?? "" })),
    );
  }
}
