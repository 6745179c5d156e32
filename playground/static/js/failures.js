/**
 * What to say when something did not work.
 */

import { t } from "./i18n.js";

/** A sentence for the status or error code of an action. */
export function failureWords(code) {
  return code === "operation_timeout"
    ? t("The app did not answer in time (operation_timeout). Try again.")
    : t("That did not work ({error}). Try again.", { error: code });
}
