/**
 * Builds elements. Strings become text nodes: nothing that comes from a message is ever parsed as HTML.
 */

const SVG = "http://www.w3.org/2000/svg";

/** Make an HTML element: `h("a", {class: "x", href, onclick}, "text", child)`; null and false children are left out. */
export function h(tag, props = {}, ...children) {
  return dress(document.createElement(tag), props, children);
}

/** Make an SVG element the same way. */
export function s(tag, props = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), props, children);
}

function dress(element, props, children) {
  for (const [name, value] of Object.entries(props)) setProperty(element, name, value);
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name === "style") Object.entries(value).forEach(([key, v]) => element.style.setProperty(key, v));
  else if (LIVE.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

const LIVE = new Set(["value", "checked", "disabled", "hidden", "indeterminate", "selected", "tabIndex"]);

/** Text for screen readers only. */
export function hiddenText(text) {
  return h("span", { class: "visually-hidden" }, text);
}

/** An id that no other element of the page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

let counter = 0;

/** Give `parent` exactly these children, moving as few nodes as it can: focus and scroll survive. */
export function reconcile(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  children.forEach((child, index) => {
    if (parent.childNodes[index] !== child) parent.insertBefore(child, parent.childNodes[index] ?? null);
  });
}
