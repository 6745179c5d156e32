/**
 * Links that lead somewhere safe, or nowhere.
 */

import { h } from "./dom.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if a person may follow it, else null (`javascript:`, `data:` and nonsense lead nowhere). */
export function safeAddress(url) {
  try {
    return SAFE.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the page; an unsafe one is drawn as dead text. */
export function link(url, label) {
  const href = safeAddress(url);
  if (!href) return h("span", { class: "dead-link" }, label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", class: "link" }, label);
}
