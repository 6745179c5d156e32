/**
 * Modals: the top of the person's stack of views, what she typed into them, and what the app says about it.
 */

import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks/render.js";
import { FormState, Surface } from "./blocks/surface.js";
import { words } from "./blocks/text.js";
import { showDialog } from "./dialog.js";
import { h } from "./dom.js";
import { rememberFocus } from "./focus.js";
import { iconButton } from "./icon_button.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { failureWords } from "./failures.js";
import { afterPanels, panelIn } from "./popover.js";
import { state, tell } from "./state.js";
import { blame, mistakes } from "./validity.js";

export class Modals {
  #views = new Map();
  #states = new Map();
  #stack = [];
  #dialog = null;
  #drawn = null;
  #waits = false;

  /** Take over all the person's open views, bottom first. */
  take(views) {
    this.#views = new Map(views.map((view) => [view.id, view]));
    this.#restack(views.map((view) => view.id));
  }

  /** A view was opened, pushed or updated. */
  put({ view, stack }) {
    this.#views.set(view.id, view);
    this.#restack(stack ?? [...new Set([...this.#stack, view.id])]);
  }

  /** A view was closed. */
  drop({ view_id: viewId, stack }) {
    this.#restack(stack ?? this.#stack.filter((id) => id !== viewId));
  }

  #restack(stack) {
    this.#stack = stack.filter((id) => this.#views.has(id));
    for (const id of this.#states.keys()) if (!this.#stack.includes(id)) this.#states.delete(id);
    const view = this.#views.get(this.#stack.at(-1));
    if (view && this.#drawn === view.id && panelIn(this.#dialog)) this.#drawLater();
    else if (view) this.#draw(view);
    else this.#close();
  }

  /** The app may redraw the form while a list is open in it; the list stays, and the form follows. */
  #drawLater() {
    if (this.#waits) return;
    this.#waits = true;
    afterPanels(() => {
      this.#waits = false;
      this.#restack(this.#stack);
    });
  }

  #close() {
    const dialog = this.#dialog;
    this.#dialog = null;
    this.#drawn = null;
    this.#waits = false;
    dialog?.close();
  }

  #draw(view) {
    const sameView = this.#drawn === view.id;
    this.#dialog ??= showDialog({
      className: "dialog modal",
      labelledBy: "modal-title",
      content: [],
      cancel: () => this.#leave(this.#stack.length === 1),
      closed: () => this.#gone(),
    });
    const focus = sameView ? rememberFocus(this.#dialog) : null;
    const scroll = sameView ? this.#dialog.querySelector(".modal-body")?.scrollTop : 0;
    this.#drawn = view.id;
    this.#dialog.replaceChildren(this.#form(view));
    this.#dialog.querySelector(".modal-body").scrollTop = scroll ?? 0;
    if (focus) focus.restore(this.#dialog);
    const held = document.activeElement;
    if (held === this.#dialog || !this.#dialog.contains(held)) this.#focusFirst();
  }

  #focusFirst() {
    const body = this.#dialog.querySelector(".modal-body");
    const first =
      body.querySelector("[data-autofocus]") ??
      body.querySelector("input:not([type=hidden]), textarea, button.select, button.button");
    (
      first ??
      this.#dialog.querySelector(".button-primary") ??
      this.#dialog.querySelector(".modal-close")
    ).focus();
  }

  #form(view) {
    const surface = this.#surface(view);
    const submit =
      view.submit && view.type === "modal"
        ? h(
            "button",
            { type: "submit", class: "button button-primary", disabled: Boolean(view.submit_disabled) },
            words(view.submit),
          )
        : null;
    const send = (event) => {
      event.preventDefault();
      this.#submit(view, surface);
    };
    return h(
      "form",
      {
        class: "modal-form",
        novalidate: true,
        onsubmit: send,
        onkeydown: (event) => enterSubmits(event, submit),
      },
      this.#head(view),
      h("div", { class: "modal-trouble", role: "alert", hidden: true }),
      h("div", { class: "modal-body" }, renderBlocks(view.blocks, surface)),
      submit || view.close
        ? h(
            "footer",
            { class: "modal-foot" },
            h(
              "button",
              { type: "button", class: "button", onclick: () => this.#leave(false) },
              view.close ? words(view.close) : t("Cancel"),
            ),
            submit,
          )
        : null,
    );
  }

  #head(view) {
    const back =
      this.#stack.length > 1
        ? iconButton(t("Back"), "back", () => this.#leave(false))
        : avatar(state.bot.user_id, 30);
    return h(
      "header",
      { class: "modal-head" },
      back,
      h("h2", { id: "modal-title" }, words(view.title)),
      iconButton(t("Close"), "close", () => this.#leave(true), { class: "modal-close" }),
    );
  }

  #surface(view) {
    const form = this.#states.get(view.id) ?? new FormState();
    this.#states.set(view.id, form);
    form.keepOnly(view.blocks);
    return new Surface({
      kind: "modal",
      container: { view_id: view.id },
      state: form,
      channel: state.place?.channel,
      failed: (status) => this.#trouble(failureWords(status)),
    });
  }

  /** Say what went wrong above the form; nothing takes it back. */
  #trouble(text) {
    const place = this.#dialog?.querySelector(".modal-trouble");
    if (!place) return;
    place.replaceChildren(icon("warning", 16), h("span", {}, text));
    place.hidden = !text;
  }

  async #submit(view, surface) {
    const form = this.#dialog.querySelector("form");
    if (form.getAttribute("aria-busy") === "true") return;
    const values = surface.state.values();
    this.#dialog.querySelector(".modal-trouble").hidden = true;
    if (this.#blame(mistakes(view.blocks, values))) return;
    busy(form, true);
    try {
      this.#answered(await api.submit(view.id, values));
    } catch (error) {
      this.#trouble(failureWords(error.code));
    } finally {
      busy(form, false);
    }
  }

  #answered({ status, errors }) {
    if (errors && Object.keys(errors).length) this.#blame(errors);
    else if (status !== "acked")
      this.#trouble(
        t("We had some trouble connecting ({error}). What you typed is still here.", { error: status }),
      );
  }

  /** Put each mistake under its input; true if there was one. */
  #blame(errors) {
    return blame(this.#dialog, errors, (text) => this.#trouble(text));
  }

  async #leave(clear) {
    const id = this.#stack.at(-1);
    this.#restack(clear ? [] : this.#stack.slice(0, -1));
    try {
      await api.closeView(id, clear);
    } catch (error) {
      tell("problem", error);
    }
  }

  /** The browser closed the dialog by itself: the views are left too. */
  #gone() {
    if (!this.#dialog) return;
    this.#dialog = null;
    this.#drawn = null;
    this.#leave(true);
  }
}

function busy(form, on) {
  form.setAttribute("aria-busy", String(on));
  const submit = form.querySelector("button[type=submit]");
  if (submit) submit.disabled = on;
}

/** Enter in a one-line field, or Ctrl+Enter anywhere, submits. */
function enterSubmits(event, submit) {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !submit) return;
  const oneLine = event.target.matches("input:not([type=checkbox]):not([type=radio]):not([type=file])");
  if (!oneLine && !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (!submit.disabled) submit.click();
}
