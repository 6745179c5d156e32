/**
 * Pictures: shown in place, opened large by a press; where one cannot be loaded its words stand in.
 */

import { iconButton } from "./icon_button.js";
import { h } from "./dom.js";
import { showDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** A picture that opens large. */
export function picture({ src, alt, title = "", class: className }) {
  const image = h("img", { src, alt: alt ?? "", loading: "lazy", class: className });
  const button = h(
    "button",
    {
      type: "button",
      class: "picture-button",
      "aria-label": t("Open image: {alt}", { alt: alt || title }),
      onclick: () => enlarge({ src, alt, title }),
    },
    image,
  );
  image.addEventListener("error", () =>
    button.replaceWith(
      h(
        "span",
        { class: "missing-picture", role: "img", "aria-label": alt ?? "" },
        icon("file", 18),
        alt || t("Image"),
      ),
    ),
  );
  return button;
}

function enlarge({ src, alt, title }) {
  const close = iconButton(t("Close"), "close", () => dialog.close(), { class: "lightbox-close", size: 22 });
  const dialog = showDialog({
    className: "lightbox",
    label: alt || title || t("Image"),
    cancel: () => dialog.close(),
    content: h(
      "figure",
      {},
      h("img", { src, alt: alt ?? "" }),
      h(
        "figcaption",
        {},
        title && title !== alt ? h("strong", {}, title) : null,
        alt ? h("span", {}, alt) : null,
      ),
      close,
    ),
  });
  close.focus();
}
