/**
 * Times, dates and numbers in the acting person's own zone and language.
 */

import { state } from "./state.js";
import { t } from "./i18n.js";

const cache = new Map();

function dateFormat(options) {
  const key = JSON.stringify([state.me.locale, state.me.tz, options]);
  if (!cache.has(key)) {
    cache.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options }));
  }
  return cache.get(key);
}

export function locale() {
  return state.me.locale || "en-US";
}

export function zone() {
  return state.me.tz || "UTC";
}

/** A message's `ts` as a moment. */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** The hour on a clock: 4:51 AM, or 04:51 where a day has 24 hours. */
export function clockTime(moment) {
  const hour = dateFormat({ hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
  return dateFormat({ hour, minute: "2-digit" }).format(moment);
}

export function fullMoment(moment) {
  return dateFormat({ dateStyle: "full", timeStyle: "medium" }).format(moment);
}

export function shortDay(moment) {
  return dateFormat({ weekday: "short", day: "numeric", month: "short" }).format(moment);
}

/** Any other date form, by Intl options. */
export function dateIn(moment, options) {
  return dateFormat(options).format(moment);
}

/** The calendar day in the person's zone, as `2026-11-30`. */
export function dayKey(moment) {
  const parts = Object.fromEntries(
    dayParts
      .get()
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

const dayParts = {
  zone: null,
  format: null,
  get() {
    if (this.zone !== zone()) {
      this.zone = zone();
      this.format = new Intl.DateTimeFormat("en-CA", {
        timeZone: zone(),
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      });
    }
    return this.format;
  },
};

/** "Today", "Yesterday", or the date in words. */
export function dayLabel(moment, now) {
  const key = dayKey(moment);
  if (key === dayKey(now)) return t("Today");
  if (key === dayKey(new Date(now.getTime() - 86_400_000))) return t("Yesterday");
  const sameYear = key.slice(0, 4) === dayKey(now).slice(0, 4);
  return capital(
    dateIn(moment, {
      weekday: "long",
      day: "numeric",
      month: "long",
      ...(sameYear ? {} : { year: "numeric" }),
    }),
  );
}

function capital(text) {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

/** A number as the person writes it; long ones short when `compact`, `short` being their decimals. */
export function number(value, { compact = false, digits = 2, short = 1 } = {}) {
  const options =
    compact && Math.abs(value) >= 10_000
      ? { notation: "compact", maximumFractionDigits: short }
      : { maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale(), options).format(value);
}

export function percent(share) {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** Epoch seconds of a wall-clock date and time in a zone, the person's own unless told. */
export function zonedSeconds(day, time, timeZone = zone()) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) guess -= wallClock(new Date(guess), timeZone) - wanted;
  return Math.floor(guess / 1000);
}

/** What a wall clock of the zone shows, as if it were UTC. */
function wallClock(moment, timeZone) {
  const options = { timeZone, dateStyle: "short", timeStyle: "short" };
  const shown = new Intl.DateTimeFormat("sv-SE", options).format(moment); // 2026-11-30 08:30
  return Date.parse(`${shown.replace(" ", "T")}:00Z`);
}

/** The time of day in the person's zone, as `08:30`. */
export function timeKey(moment) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone(),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
}

/** Lower case without accents, for finding what was typed. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A file's size in words. */
export function fileSize(bytes) {
  const units = [
    ["megabyte", 1_000_000],
    ["kilobyte", 1_000],
    ["byte", 1],
  ];
  const [unit, size] = units.find(([, least]) => bytes >= least) ?? units[2];
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(bytes / size);
}
