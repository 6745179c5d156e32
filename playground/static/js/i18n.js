/**
 * The page's own words in the acting person's language. English sentences are the ids.
 */

import { FRENCH } from "./french.js";

let words = null;
let plurals = new Intl.PluralRules("en");

/** Speak the language of this locale; anything but French is English. */
export function setLanguage(locale = "en-US") {
  const french = locale.toLowerCase().startsWith("fr");
  words = french ? FRENCH : null;
  plurals = new Intl.PluralRules(french ? "fr" : "en");
  document.documentElement.lang = french ? "fr" : "en";
}

/** A sentence, with `{name}` places filled. */
export function t(sentence, values = {}) {
  return fill(words?.[sentence] ?? sentence, values);
}

/** A sentence whose form depends on `{n}`. */
export function tn(one, other, n) {
  return t(plurals.select(n) === "one" ? one : other, { n });
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}
