/**
 * Slack's date tokens: `<!date^1392734382^{date_short} at {time}^link|fallback>` in the reader's zone and language.
 */

import { h } from "./dom.js";
import { dateIn, dayLabel, dayKey, fullMoment, locale } from "./format.js";
import { link } from "./links.js";
import { now } from "./clock.js";

const DATE = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const LONG = { ...DATE, weekday: "long" };

const TOKENS = {
  date_num: (moment) => dayKey(moment),
  date_slash: (moment) => dateIn(moment, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (moment) => dateIn(moment, DATE),
  date_short: (moment) => dateIn(moment, SHORT),
  date_long: (moment) => dateIn(moment, LONG),
  date_pretty: (moment) => pretty(moment, DATE),
  date_short_pretty: (moment) => pretty(moment, SHORT),
  date_long_pretty: (moment) => pretty(moment, LONG),
  day_divider_pretty: (moment) => dayLabel(moment, now()),
  time: (moment) => dateIn(moment, { hour: "numeric", minute: "2-digit" }),
  time_secs: (moment) => dateIn(moment, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

function pretty(moment, options) {
  const days = Math.abs(now() - moment) / 86_400_000;
  return days < 2 && [0, 1].includes(dayDistance(moment)) ? dayLabel(moment, now()) : dateIn(moment, options);
}

function dayDistance(moment) {
  return Math.round((Date.parse(dayKey(now())) - Date.parse(dayKey(moment))) / 86_400_000);
}

function ago(moment) {
  const seconds = (moment - now()) / 1000;
  const scales = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = scales.find(([, least]) => Math.abs(seconds) >= least) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** The token's text; its fallback where the token makes no sense. */
export function dateMention(token, fallback) {
  const [stamp, form, address] = token.split("^");
  const moment = new Date(Number(stamp) * 1000);
  if (!form || Number.isNaN(moment.getTime())) return h("span", {}, fallback ?? token);
  const words = form.replace(/\{(\w+)\}/g, (place, name) => TOKENS[name]?.(moment) ?? place);
  const time = h("time", { datetime: moment.toISOString(), title: fullMoment(moment) }, words);
  return address ? link(address, [time]) : time;
}
