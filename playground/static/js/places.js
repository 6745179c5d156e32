/**
 * Where a person can be, and how the address bar says so: `?as=camille#C0123` or `#app/home`.
 */

import { appConversation, state, tell } from "./state.js";

const PERSON = "playground.person";
const PLACE = "playground.place";

/** The person asked for by the address, or the last one who sat here. */
export function wantedPerson() {
  return new URLSearchParams(location.search).get("as") ?? localStorage.getItem(PERSON) ?? "";
}

/** Write who sits here into the address, so that two windows can be two people. */
export function rememberPerson(me) {
  localStorage.setItem(PERSON, me.name);
  const address = new URL(location.href);
  address.searchParams.set("as", me.name);
  history.replaceState(null, "", address);
}

/** Go to `{channel}` or `{app: "home" | "messages"}`. */
export function enter(place) {
  const messages = appConversation();
  if (place.channel && place.channel === messages?.id) place = { app: "messages" };
  const tab = place.app === "messages" && !messages ? "home" : place.app;
  state.place = tab
    ? { app: tab, ...(tab === "messages" ? { channel: messages.id } : {}) }
    : { channel: place.channel };
  const mark = tab ? `app/${tab}` : place.channel;
  history.replaceState(null, "", `#${mark}`);
  localStorage.setItem(PLACE, mark);
  tell("place");
}

/** The place the address names, else the last one, else the first channel the person is in. */
export function firstPlace() {
  const marks = [location.hash.slice(1), localStorage.getItem(PLACE)];
  return marks.map(placeOf).find(Boolean) ?? firstChannel() ?? { app: "home" };
}

function placeOf(mark) {
  if (mark === "app/home" || mark === "app/messages") return { app: mark.slice(4) };
  return state.conversations.has(mark) ? { channel: mark } : null;
}

function firstChannel() {
  const open = [...state.conversations.values()].filter((one) => !one.is_im && !one.is_archived);
  const withApp = open.find((one) => one.members?.includes(state.bot.user_id));
  const first = withApp ?? open.find((one) => one.is_member) ?? open[0];
  return first ? { channel: first.id } : null;
}
