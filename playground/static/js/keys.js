/**
 * Keys that work everywhere: Ctrl+K to jump, F6 from one part of the page to the next.
 */

const PARTS = [
  "#sidebar .side-item[aria-current], #sidebar .side-item",
  ".message-scroller, .home",
  "#pane .composer-field",
  "#thread:not([hidden]) .composer-field",
];

export function watchKeys({ quickSwitch }) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      quickSwitch();
    } else if (event.key === "F6") {
      event.preventDefault();
      nextPart(event.shiftKey ? -1 : 1);
    }
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    (document.querySelector("#pane .composer-field") ?? document.querySelector("#pane .home"))?.focus();
  });
}

function nextPart(step) {
  const parts = PARTS.map((selector) => document.querySelector(selector)).filter(
    (part) => part?.offsetParent,
  );
  const here = parts.findIndex(
    (part) => part === document.activeElement || regionOf(part)?.contains(document.activeElement),
  );
  parts.at((here + step) % parts.length)?.focus();
}

function regionOf(part) {
  return part.closest(".side-lists, .composer") ?? part;
}
