/**
 * A person's mark: her initials on a colour of her own; the app has a spark.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { personName, state } from "./state.js";

const HUES = 12;

/** The mark of a person or the app, decorative: her name stands beside it. */
export function avatar(userId, size = 36) {
  const isApp = userId === state.bot.user_id || userId === state.bot.id;
  const name = personName(userId) ?? "";
  return h(
    "span",
    {
      class: `avatar ${isApp ? "avatar-app" : `hue-${hueOf(userId ?? name)}`}`,
      "aria-hidden": "true",
      style: { "--size": `${size}px` },
    },
    isApp ? icon("spark", Math.round(size * 0.6)) : initials(name),
  );
}

/** A mark for Slack's own words. */
export function systemAvatar(size = 36) {
  return h(
    "span",
    { class: "avatar avatar-system", "aria-hidden": "true", style: { "--size": `${size}px` } },
    icon("info", Math.round(size * 0.6)),
  );
}

/** First letters of the first and the last name. */
export function initials(name) {
  const parts = name.split(/[\s._-]+/).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((part) => [...part][0].toLocaleUpperCase()).join("") || "?";
}

function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % HUES;
}
