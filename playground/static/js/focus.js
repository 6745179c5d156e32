/**
 * Keeps the keyboard where it was when a piece of the page is drawn again.
 */

/** Replace `old` by `fresh`; if the focus was inside, give it to the same control in the new piece. */
export function replaceKeepingFocus(old, fresh) {
  const place = rememberFocus(old);
  old.replaceWith(fresh);
  place?.restore(fresh);
}

/** Remember which control of `root` has the focus, and where the cursor stands in it. */
export function rememberFocus(root) {
  const held = document.activeElement;
  if (!root.contains(held) || held === root) return null;
  const block = held.closest("[data-block]")?.dataset.block;
  const action = held.closest("[data-action]")?.dataset.action;
  const index = controls(root).indexOf(held);
  const cursor = "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  return { restore: (fresh) => settle(sameControl(fresh, { block, action, index }), cursor) };
}

function sameControl(fresh, { block, action, index }) {
  const all = controls(fresh);
  const named = action ? all.filter((one) => one.closest("[data-action]")?.dataset.action === action) : [];
  return named.find((one) => one.closest("[data-block]")?.dataset.block === block) ?? named[0] ?? all[index];
}

function settle(control, cursor) {
  if (!control) return;
  control.focus({ preventScroll: true });
  if (!cursor || cursor[0] === null) return;
  try {
    control.setSelectionRange(...cursor);
  } catch {
    // fields such as e-mail have no cursor to set
  }
}

function controls(root) {
  return [...root.querySelectorAll("button, input, select, textarea, a[href], [tabindex]")].filter(
    (one) => !one.disabled,
  );
}
