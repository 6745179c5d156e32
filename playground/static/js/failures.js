/**
 * What to say when something did not work.
 */

import { t } from "./i18n.js";

/** A sentence for the status or error code of an action. */
export function failureWords(code) {
  switch (code) {
    case "operation_timeout":
      return t("The app did not answer in time (operation_timeout). Try again.");
    case "msg_too_long":
      return t("This is too long for a message. Shorten it, or attach it as a file.");
    default:
      return t("That did not work ({error}). Try again.", { error: code });
  }
}
