/**
 * The head of the main pane: where the person is, the clock and the theme.
 */

import { iconButton } from "./icon_button.js";
import { avatar } from "./avatar.js";
import { clockButton } from "./clock.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t, tn } from "./i18n.js";
import { conversationName, currentConversation, on, state, tell, topicOf } from "./state.js";
import { themeButton } from "./theme.js";

export class Header {
  constructor(root, { openDrawer }) {
    this.title = h("div", { class: "pane-title" });
    this.tabs = h("div", { class: "tabs", role: "tablist", hidden: true });
    const menu = iconButton(t("Open the sidebar"), "menu", openDrawer, { class: "drawer-button", size: 20 });
    root.replaceChildren(
      h(
        "div",
        { class: "pane-head" },
        menu,
        this.title,
        h("div", { class: "pane-tools" }, clockButton(), themeButton()),
      ),
      this.tabs,
    );
    on("place", () => this.draw());
    on("workspace", () => this.draw());
  }

  draw() {
    const conversation = currentConversation();
    const app = state.place?.app;
    this.tabs.hidden = !app;
    document.title = [app ? state.bot.name : conversation && conversationName(conversation), state.team.name]
      .filter(Boolean)
      .join(" · ");
    if (app) this.#drawApp(app);
    else if (conversation) this.#drawConversation(conversation);
  }

  #drawApp(tab) {
    this.title.replaceChildren(avatar(state.bot.user_id, 26), h("h1", {}, state.bot.name));
    const shown = { home: state.bot.home_tab !== false, messages: state.bot.messages_tab !== false };
    const names = { home: t("Home"), messages: t("Messages") };
    this.tabs.replaceChildren(
      ...Object.keys(names)
        .filter((name) => shown[name])
        .map((name) =>
          h(
            "button",
            {
              type: "button",
              class: "tab",
              role: "tab",
              "aria-selected": String(name === tab),
              tabIndex: name === tab ? 0 : -1,
              onclick: () => tell("go", { app: name }),
              onkeydown: (event) => this.#turn(event),
            },
            names[name],
          ),
        ),
    );
  }

  #turn(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = event.target.nextElementSibling ?? event.target.previousElementSibling;
    other?.click();
    this.tabs.querySelector("[aria-selected=true]")?.focus();
  }

  #drawConversation(conversation) {
    const mark = conversation.is_im
      ? avatar(conversation.user, 26)
      : icon(conversation.is_archived ? "archive" : conversation.is_private ? "lock" : "hash", 20);
    const members = conversation.members?.length
      ? tn("{n} member", "{n} members", conversation.members.length)
      : "";
    const topic = [
      conversation.is_im ? (state.users.get(conversation.user)?.profile?.title ?? "") : members,
      topicOf(conversation),
    ]
      .filter(Boolean)
      .join(" · ");
    this.title.replaceChildren(
      mark,
      h("h1", {}, conversationName(conversation)),
      h("span", { class: "pane-topic" }, topic),
    );
  }
}
