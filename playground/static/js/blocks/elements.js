/**
 * Which element draws how. An unknown one is a labelled box beside its neighbours.
 */

import { t } from "../i18n.js";
import { brokenBox } from "./broken.js";
import { button, feedbackButtons, trashButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datepicker, datetimepicker, timepicker } from "./dates.js";
import { fileInput } from "./files.js";
import { emailInput, numberInput, plainTextInput, richTextInput, urlInput } from "./fields.js";
import { picture } from "../lightbox.js";
import { fileAddress, slackFileAddress } from "../api.js";
import { selectElement } from "./selects.js";
import { state } from "../state.js";

const DRAWN = {
  button,
  workflow_button: button,
  overflow,
  icon_button: trashButton,
  feedback_buttons: feedbackButtons,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  plain_text_input: plainTextInput,
  number_input: numberInput,
  email_text_input: emailInput,
  url_text_input: urlInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
  image: ({ element }) =>
    picture({
      src: element.slack_file
        ? slackFileAddress(element.slack_file, state.team.id)
        : fileAddress(element.image_url),
      alt: element.alt_text,
      class: "accessory-picture",
    }),
};

for (const source of ["static", "external", "users", "conversations", "channels"]) {
  DRAWN[`${source}_select`] = selectElement;
  DRAWN[`multi_${source}_select`] = selectElement;
}

/**
 * Draw one element. `place` is given inside an input block: `{id, label, input}`.
 */
export function element(element, blockId, surface, place = {}) {
  const draw = Object.hasOwn(DRAWN, element?.type) ? DRAWN[element.type] : null;
  if (!draw) return brokenBox(t("This element cannot be shown: {type}", { type: element?.type ?? "?" }));
  return draw(new Fitting(element, blockId, surface, place));
}

/** One element in its place: its state, and what happens when it changes. */
class Fitting {
  constructor(element, blockId, surface, place) {
    Object.assign(this, { element, blockId, surface, ...place });
    this.id ??= undefined;
  }

  /** True inside an input block, where a change waits for the submission unless the app asked otherwise. */
  get waits() {
    return Boolean(this.input) && !this.input.dispatch_action;
  }

  /** The state kept for this element; `initial` the first time. */
  state(initial) {
    this.surface.state.settle(this.blockId, this.element.action_id, { type: this.element.type, ...initial });
    return this.surface.state.get(this.blockId, this.element.action_id);
  }

  /** Note a new state, and send it unless it waits. */
  change(value, control, { send = !this.waits } = {}) {
    this.note(value);
    if (send) this.send(value, control);
  }

  note(value) {
    this.surface.state.set(this.blockId, this.element.action_id, { type: this.element.type, ...value });
  }

  send(value, control) {
    return this.surface.act(this.blockId, this.element, value, control);
  }

  /** Attributes every control carries: how it is found again, named and described. */
  get attributes() {
    const described = this.input ? `${this.id}-error ${this.id}-hint` : null;
    return { id: this.id, dataset: { action: this.element.action_id ?? "" }, "aria-describedby": described };
  }

  /** Attributes that name the control where no label stands before it. */
  named(words) {
    return this.input ? {} : { "aria-label": words };
  }
}
