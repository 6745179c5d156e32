/**
 * On narrow screens the sidebar is a drawer: it takes the focus while open and gives it back.
 */

import { t } from "./i18n.js";

export class Drawer {
  constructor(panel, veil) {
    Object.assign(this, { panel, veil });
    veil.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }

  open() {
    this.before = document.activeElement;
    document.body.classList.add("drawer-open");
    this.veil.hidden = false;
    this.veil.setAttribute("aria-label", t("Close the sidebar"));
    document.getElementById("main").inert = true;
    (this.panel.querySelector("[aria-current]") ?? this.panel.querySelector("button")).focus();
  }

  close() {
    if (this.veil.hidden) return;
    document.body.classList.remove("drawer-open");
    this.veil.hidden = true;
    document.getElementById("main").inert = false;
    if (this.before?.isConnected) this.before.focus();
  }
}
