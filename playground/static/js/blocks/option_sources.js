/**
 * What a select offers: the app's own options, people, conversations, or what the app suggests while one types.
 */

import { avatar } from "../avatar.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { conversationName, isAppConversation, personName, state } from "../state.js";
import { filterGroups } from "./listbox.js";
import { words } from "./text.js";

/** The source of a select element: `{load(query), option(raw), raw names of its state}`. */
export function optionSource(fitting) {
  const kind = fitting.element.type.replace(/^multi_/, "").replace(/_select$/, "");
  return SOURCES[kind](fitting);
}

const SOURCES = {
  static: ({ element }) => ({
    state: ["selected_option", "selected_options"],
    initial: [element.initial_option, element.initial_options],
    load: (query) => filterGroups(groupsOf(element), query),
    option: asOption,
  }),
  external: ({ element, surface, blockId }) => ({
    note: (query) =>
      query.length < least(element) ? t("Type at least {n} letters.", { n: least(element) }) : null,
    state: ["selected_option", "selected_options"],
    initial: [element.initial_option, element.initial_options],
    load: (query) => external(element, surface, blockId, query),
    option: asOption,
  }),
  users: ({ element }) => ({
    state: ["selected_user", "selected_users"],
    initial: [element.initial_user, element.initial_users],
    load: (query) => filterGroups([{ options: people() }], query),
    option: (id) => personOption(id),
  }),
  conversations: ({ element, surface }) => ({
    state: ["selected_conversation", "selected_conversations"],
    initial: initialConversation(element, surface),
    load: (query) => filterGroups([{ options: conversations(element.filter) }], query),
    option: conversationOption,
  }),
  channels: ({ element }) => ({
    state: ["selected_channel", "selected_channels"],
    initial: [element.initial_channel, element.initial_channels],
    load: (query) => filterGroups([{ options: conversations({ include: ["public"] }) }], query),
    option: conversationOption,
  }),
};

function asOption(option) {
  return {
    value: option.value,
    label: words(option.text),
    detail: option.description ? words(option.description) : "",
    raw: option,
  };
}

function groupsOf({ options, option_groups: groups }) {
  if (!groups?.length) return [{ options: (options ?? []).map(asOption) }];
  return groups.map((group) => ({ label: words(group.label), options: group.options.map(asOption) }));
}

/** Letters the app wants before it is asked. */
function least(element) {
  return element.min_query_length ?? 3;
}

async function external(element, surface, blockId, query) {
  if (query.length < least(element)) return [];
  return groupsOf(await surface.options(blockId, element, query)).filter((group) => group.options.length);
}

function people() {
  return [...state.users.values()].filter((user) => !user.deleted).map((user) => personOption(user.id));
}

function personOption(id) {
  const user = state.users.get(id);
  return {
    value: id,
    raw: id,
    label: personName(id),
    detail: user?.profile?.title ?? "",
    picture: avatar(id, 22),
  };
}

function initialConversation(element, surface) {
  const current = element.default_to_current_conversation ? surface.channel : undefined;
  return [
    element.initial_conversation ?? current,
    element.initial_conversations ?? (current ? [current] : undefined),
  ];
}

function conversations(filter = {}) {
  const kinds = filter.include ?? ["public", "private", "im"];
  const wanted = (one) => kinds.includes(one.is_im ? "im" : one.is_private ? "private" : "public");
  const bots = (one) => !(filter.exclude_bot_users && isAppConversation(one));
  return [...state.conversations.values()]
    .filter((one) => !one.is_archived && wanted(one) && bots(one))
    .map((one) => conversationOption(one.id));
}

function conversationOption(id) {
  const conversation = state.conversations.get(id);
  if (!conversation) return { value: id, raw: id, label: id, detail: "" };
  const picture = conversation.is_im
    ? avatar(conversation.user, 22)
    : icon(conversation.is_private ? "lock" : "hash", 16);
  return {
    value: id,
    raw: id,
    label: conversationName(conversation),
    detail: conversation.is_private && !conversation.is_im ? t("private channel") : "",
    picture,
  };
}
