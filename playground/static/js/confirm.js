/**
 * The question an app puts before a press counts.
 */

import { freshId, h } from "./dom.js";
import { showDialog } from "./dialog.js";
import { textBox, textNodes } from "./blocks/text.js";

/** Ask; true if the person goes on. Enter goes on only where that is not marked as dangerous. */
export function confirmed(question) {
  return new Promise((answer) => {
    const id = freshId("confirm");
    const end = (yes) => {
      dialog.close();
      answer(yes);
    };
    const dangerous = question.style === "danger";
    const stay = h(
      "button",
      { type: "button", class: "button", onclick: () => end(false) },
      textNodes(question.deny),
    );
    const go = h(
      "button",
      {
        type: "button",
        class: `button ${dangerous ? "button-danger" : "button-primary"}`,
        onclick: () => end(true),
      },
      textNodes(question.confirm),
    );
    const dialog = showDialog({
      className: "dialog dialog-small",
      labelledBy: id,
      cancel: () => end(false),
      closed: () => answer(false),
      content: h(
        "div",
        { class: "dialog-body" },
        h("h2", { id }, textNodes(question.title)),
        textBox(question.text),
        h(
          "div",
          { class: "dialog-actions" },
          stay,
          go,
        ),
      ),
    });
    (dangerous ? stay : go).focus();
  });
}
