/**
 * Which element draws how. An unknown one is a labelled box beside its neighbours.
 */

import { t } from "../i18n.js";
import { brokenBox } from "./broken.js";
import { button, feedbackButtons, trashButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datepicker, datetimepicker, timepicker } from "./dates.js";
import { fileInput } from "./files.js";
import { Fitting } from "./fitting.js";
import { emailInput, numberInput, plainTextInput, richTextInput, urlInput } from "./fields.js";
import { selectElement } from "./selects.js";

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
