/**
 * What the page knows: the workspace as the acting person sees it, where she is, and who listens to changes.
 */

import { Ledger } from "./ledger.js";
import { setLanguage } from "./i18n.js";

export const state = {
  team: {},
  me: {},
  users: new Map(),
  bot: {},
  conversations: new Map(),
  commands: [],
  shortcuts: [],
  ledger: new Ledger(), // what the acting person has been shown
  place: null, // {channel} or {app: "home" | "messages", channel?}
  thread: null, // {channel, ts}
  home: null,
};

const listeners = new Map();
const ledgers = new Map(); // by person: a private answer is still there when she sits down again

/** Call `listener` whenever `topic` is told. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

/** Nobody listens any more: the page is about to be built anew. */
export function forgetListeners() {
  listeners.clear();
}

/** Tell everybody who listens to `topic`. */
export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** Take over a freshly fetched workspace. */
export function takeWorkspace(workspace) {
  state.team = workspace.team;
  state.me = workspace.me;
  if (!ledgers.has(state.me.id)) ledgers.set(state.me.id, new Ledger());
  state.ledger = ledgers.get(state.me.id);
  state.users = new Map(workspace.users.map((user) => [user.id, user]));
  state.bot = appOf(workspace.bot);
  state.conversations = new Map(workspace.conversations.map((one) => [one.id, one]));
  state.commands = workspace.commands ?? [];
  state.shortcuts = workspace.shortcuts ?? [];
  setLanguage(state.me.locale);
}

/** The app as the page speaks of it: its user's id, the name it signs with, and which tabs it has. */
function appOf(bot) {
  if (!bot) return {};
  const user = state.users.get(bot.user_id);
  return { home_tab: true, messages_tab: true, ...bot, name: user?.real_name || bot.name };
}

/** A person's name as others see it. */
export function personName(userId) {
  if (userId && userId === state.bot.user_id) return state.bot.name;
  const user = state.users.get(userId);
  return user ? user.real_name || user.name : userId;
}

/** True for the direct message with the app. */
export function isAppConversation(conversation) {
  return Boolean(conversation?.is_im && state.bot.user_id && conversation.user === state.bot.user_id);
}

/** The direct message with the app, if the person has one. */
export function appConversation() {
  return [...state.conversations.values()].find(isAppConversation);
}

/** A conversation's name without its mark. */
export function conversationName(conversation) {
  return conversation.is_im ? personName(conversation.user) : conversation.name;
}

/** A conversation's topic, given as text or as Slack's topic object. */
export function topicOf(conversation) {
  return typeof conversation.topic === "string" ? conversation.topic : (conversation.topic?.value ?? "");
}

/** The conversation on screen, if the person is looking at one. */
export function currentConversation() {
  return state.place?.channel ? state.conversations.get(state.place.channel) : undefined;
}
