/**
 * The sidebar: the workspace, its channels, direct messages and app, and who is sitting here.
 */

import { avatar, initials } from "./avatar.js";
import { h, hiddenText } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { walk } from "./menu.js";
import { personButton } from "./people.js";
import { appConversation, conversationName, isAppConversation, on, state, tell } from "./state.js";
import { isUnread } from "./unread.js";

export class Sidebar {
  constructor(root, { quickSwitch }) {
    this.root = root;
    this.lists = h("div", { class: "side-lists", onkeydown: (event) => walk(event, this.lists) });
    this.name = h("span", { class: "team-name" });
    this.mark = h("span", { class: "team-mark", "aria-hidden": "true" });
    root.setAttribute("aria-label", t("Workspace"));
    root.replaceChildren(
      h("div", { class: "side-top" }, this.mark, this.name),
      h(
        "button",
        {
          type: "button",
          class: "side-search",
          onclick: quickSwitch,
          "aria-keyshortcuts": "Control+K Meta+K",
        },
        icon("search", 16),
        h("span", {}, t("Jump to…")),
        h("kbd", {}, navigator.platform.startsWith("Mac") ? "⌘K" : "Ctrl K"),
      ),
      this.lists,
      personButton(),
    );
    for (const topic of ["workspace", "place", "unread"]) on(topic, () => this.draw());
    this.draw();
  }

  draw() {
    const held = this.lists.contains(document.activeElement) ? document.activeElement.dataset.go : null;
    this.name.textContent = state.team.name ?? "";
    this.mark.textContent = initials(state.team.name ?? "");
    const all = [...state.conversations.values()];
    const byName = (a, b) => conversationName(a).localeCompare(conversationName(b));
    const channels = all.filter((one) => !one.is_im && !one.is_archived).sort(byName);
    const archived = all.filter((one) => !one.is_im && one.is_archived).sort(byName);
    const direct = all.filter((one) => one.is_im && !isAppConversation(one)).sort(byName);
    this.lists.replaceChildren(
      ...[
        section(t("Channels"), [...channels, ...archived].map(conversationItem)),
        section(t("Direct messages"), direct.map(conversationItem)),
        section(t("Apps"), state.bot.user_id ? [appItem()] : []),
      ].filter(Boolean),
    );
    if (held) this.lists.querySelector(`[data-go="${CSS.escape(held)}"]`)?.focus();
  }
}

function section(title, items) {
  if (!items.length) return null;
  return h(
    "section",
    { class: "side-section" },
    h("h2", {}, title),
    h(
      "ul",
      {},
      items.map((item) => h("li", {}, item)),
    ),
  );
}

function sideItem({ go, here, unread, picture, name, faded = false }) {
  return h(
    "button",
    {
      type: "button",
      class: ["side-item", unread && "side-unread", faded && "side-faded"].filter(Boolean).join(" "),
      dataset: { go: JSON.stringify(go) },
      "aria-current": here ? "page" : null,
      onclick: () => tell("go", go),
    },
    h("span", { class: "side-picture" }, picture),
    h("span", { class: "side-name" }, name),
    unread ? h("span", { class: "side-dot" }, hiddenText(t("unread"))) : null,
  );
}

function conversationItem(conversation) {
  const marks = conversation.is_archived ? "archive" : conversation.is_private ? "lock" : "hash";
  return sideItem({
    go: { channel: conversation.id },
    here: state.place?.channel === conversation.id,
    unread: isUnread(conversation) && state.place?.channel !== conversation.id,
    picture: conversation.is_im ? avatar(conversation.user, 20) : icon(marks, 16),
    name: conversationName(conversation),
    faded: conversation.is_archived,
  });
}

/** The app: its Home, or its messages when something new waits there. */
function appItem() {
  const messages = appConversation();
  const unread = Boolean(messages && isUnread(messages) && state.place?.channel !== messages.id);
  return sideItem({
    go: { app: unread || state.bot.home_tab === false ? "messages" : "home" },
    here: Boolean(state.place?.app),
    unread,
    picture: avatar(state.bot.user_id, 20),
    name: state.bot.name,
  });
}
