/**
 * The workspace's clock: its time, and the buttons that move it.
 */

import { api } from "./api.js";
import { h, hiddenText } from "./dom.js";
import { clockTime, dayKey, fullMoment, shortDay, zonedSeconds } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { on, state, tell } from "./state.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
let ahead = 0; // milliseconds the workspace is ahead of this machine
let offset = 0; // seconds the person has moved it

/** The workspace's present moment. */
export function now() {
  return new Date(Date.now() + ahead);
}

/** Take over what the server says the time is. */
export function setClock(clock) {
  const heard = typeof clock.now === "number" ? clock.now * 1000 : Date.parse(clock.now);
  ahead = heard - Date.now();
  offset = clock.offset ?? 0;
  tell("time");
}

/** The button showing the time, with a menu to move it. */
export function clockButton() {
  const words = h("span", { class: "clock-words" });
  const button = h(
    "button",
    { type: "button", class: "clock", "aria-haspopup": "menu", "aria-expanded": "false" },
    icon("clock", 16),
    words,
  );
  const draw = () => {
    const day = h("span", { class: "clock-day" }, `${shortDay(now())} `);
    words.replaceChildren(hiddenText(`${t("Workspace clock")} `), day, clockTime(now()));
    button.title = fullMoment(now());
    button.classList.toggle("clock-moved", Math.abs(offset) >= 1);
  };
  button.addEventListener("click", () =>
    openMenu(button, moves(button), { label: t("Workspace clock"), header: header() }),
  );
  on("time", draw);
  on("workspace", draw);
  draw();
  const timer = setInterval(() => (button.isConnected ? draw() : clearInterval(timer)), 5000);
  return button;
}

function header() {
  return h(
    "div",
    { class: "menu-header" },
    h("strong", {}, fullMoment(now())),
    h(
      "span",
      {},
      Math.abs(offset) >= 1
        ? t("The clock has been moved; scheduled things have run.")
        : t("Move the clock to see what is scheduled happen now."),
    ),
  );
}

function moves(button) {
  const moved = Math.abs(offset) >= 1;
  return [
    { label: t("Advance 1 hour"), choose: () => move(button, { advance: HOUR }) },
    { label: t("Advance 1 day"), choose: () => move(button, { advance: DAY }) },
    { label: t("To next Monday morning"), choose: () => move(button, { to: nextMonday().toISOString() }) },
    { label: t("Back to now"), disabled: !moved, choose: () => move(button, { reset: true }) },
  ];
}

/**
 * Two minutes past eight where the day begins first: nothing that is due at eight in any zone comes late, and what is
 * sent to many channels sets out over two minutes.
 */
function nextMonday() {
  const today = new Date(`${dayKey(now())}T12:00:00Z`);
  const weekday = (today.getUTCDay() + 6) % 7;
  const coming = (days) => firstMorning(new Date(today.getTime() + days * DAY * 1000).toISOString().slice(0, 10));
  const thisWeek = coming(-weekday);
  return thisWeek > now() ? thisWeek : coming(7 - weekday);
}

function firstMorning(day) {
  const people = [...state.users.values()].filter((user) => !user.is_bot && !user.deleted);
  return new Date(Math.min(...people.map((user) => zonedSeconds(day, "08:02", user.tz) * 1000)));
}

/** Move the clock; everything due on the way happens first, which can take a while. */
async function move(button, change) {
  button.setAttribute("aria-busy", "true");
  try {
    setClock(await api.moveClock(change));
  } catch (error) {
    tell("problem", error);
  } finally {
    button.removeAttribute("aria-busy");
  }
}
