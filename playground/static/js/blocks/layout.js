/**
 * The blocks that hold text, pictures and elements.
 */

import { h, freshId } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { slackFileAddress, fileAddress } from "../api.js";
import { picture } from "../lightbox.js";
import { brokenBox } from "./broken.js";
import { state } from "../state.js";
import { element } from "./elements.js";
import { textBox, textNodes, words } from "./text.js";

export function section(block, surface) {
  const body = h(
    "div",
    { class: "section-body" },
    block.text ? textBox(block.text) : null,
    block.fields
      ? h(
          "div",
          { class: "fields" },
          block.fields.map((field) => textBox(field, { class: "section-field" })),
        )
      : null,
  );
  if (!block.accessory) return body;
  return h(
    "div",
    { class: `section section-with-${block.accessory.type === "image" ? "picture" : "control"}` },
    body,
    h("div", { class: "accessory" }, accessory(block, surface)),
  );
}

function accessory(block, surface) {
  if (block.accessory.type !== "image") return element(block.accessory, block.block_id, surface);
  return picture({
    src: address(block.accessory),
    alt: block.accessory.alt_text,
    class: "accessory-picture",
  });
}

export function header(block, surface) {
  return h(surface.kind === "home" ? "h2" : "h3", { class: "header-block" }, textNodes(block.text));
}

export function divider() {
  return h("hr", { class: "divider" });
}

export function context(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((one) =>
      one.type === "image"
        ? h("img", { class: "context-picture", src: address(one), alt: one.alt_text ?? "" })
        : textBox(one, { class: "context-text" }),
    ),
  );
}

export function actions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((one) => element(one, block.block_id, surface)),
  );
}

export function contextActions(block, surface) {
  return h(
    "div",
    { class: "actions context-actions" },
    block.elements.map((one) => element(one, block.block_id, surface)),
  );
}

export function image(block) {
  const title = block.title ? words(block.title) : "";
  return h(
    "figure",
    { class: "image-block" },
    title ? h("figcaption", {}, title) : null,
    picture({ src: address(block), alt: block.alt_text, title, class: "picture" }),
  );
}

function address(holder) {
  if (holder.slack_file) return slackFileAddress(holder.slack_file, state.team.id);
  if (!holder.image_url) throw new TypeError("an image names its source");
  return fileAddress(holder.image_url);
}

const ALERT_ICONS = { default: "info", info: "info", warning: "warning", error: "warning", success: "check" };

export function alert(block) {
  const level = block.level in ALERT_ICONS ? block.level : "default";
  const role = level === "error" || level === "warning" ? "alert" : "status";
  return h("div", { class: `alert alert-${level}`, role }, icon(ALERT_ICONS[level]), textBox(block.text));
}

/** An input block: its label, its element, its hint and the place of its error. */
export function input(block, surface) {
  const id = freshId("input");
  const control = element(block.element, block.block_id, surface, {
    id,
    label: words(block.label),
    input: block,
  });
  if (!control) return brokenBox(block.element?.type ?? "?");
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const label = h(
    grouped ? "div" : "label",
    { class: "input-label", id: `${id}-label`, ...(grouped ? {} : { for: id }) },
    textNodes(block.label),
    block.optional ? h("span", { class: "optional" }, ` ${t("(optional)")}`) : null,
  );
  return h(
    "div",
    { class: "input", dataset: { inputBlock: block.block_id } },
    label,
    control,
    h("p", { class: "input-error", id: `${id}-error`, role: "alert", hidden: true }),
    block.hint ? h("p", { class: "hint", id: `${id}-hint` }, textNodes(block.hint)) : null,
  );
}
