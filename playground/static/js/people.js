/**
 * Who is sitting here, and the menu to let another person sit down.
 */

import { avatar } from "./avatar.js";
import { h, hiddenText } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { on, state, tell } from "./state.js";

/** The button at the foot of the sidebar: me, and everybody I may act as. */
export function personButton() {
  const button = h("button", {
    type: "button",
    class: "person",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    onclick: () => choosePerson(button),
  });
  const draw = () => {
    button.replaceChildren(
      avatar(state.me.id, 34),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name" }, state.me.real_name || state.me.name),
        h("span", { class: "person-title" }, roleOf(state.me)),
      ),
      localeBadge(state.me),
      icon("sort", 16),
      hiddenText(t("Change person")),
    );
  };
  on("workspace", draw);
  draw();
  return button;
}

function choosePerson(anchor) {
  const people = [...state.users.values()].filter((user) => !user.is_bot);
  openMenu(
    anchor,
    people.map((user) => ({
      label: user.real_name || user.name,
      detail: roleOf(user),
      picture: avatar(user.id, 30),
      badge: localeBadge(user),
      checked: user.id === state.me.id,
      disabled: user.deleted,
      choose: () => tell("act-as", user.id),
    })),
    {
      label: t("Act as"),
      header: h(
        "div",
        { class: "menu-header" },
        h("strong", {}, t("Act as")),
        h("span", {}, t("See the workspace through another person's eyes.")),
      ),
    },
  );
}

function roleOf(user) {
  const role = user.deleted
    ? t("Deactivated")
    : user.is_restricted
      ? t("Guest")
      : user.is_owner
        ? t("Owner")
        : user.is_admin
          ? t("Administrator")
          : "";
  return [user.profile?.title ?? user.title, role].filter(Boolean).join(" · ");
}

function localeBadge(user) {
  return user.locale ? h("span", { class: "locale" }, user.locale.slice(0, 2).toUpperCase()) : null;
}
