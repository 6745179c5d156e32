/**
 * Says things to screen readers without moving anybody.
 */

let region = null;

/** The page's one live region. */
export function announcer() {
  region = document.getElementById("announcer");
}

/** Say `words` when the reader is free. */
export function announce(words) {
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = words;
  });
}
