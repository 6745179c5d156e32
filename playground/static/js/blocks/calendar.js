/**
 * A month to choose a day from: arrows move by day and week, Page keys by month.
 */

import { iconButton } from "../icon_button.js";
import { h } from "../dom.js";
import { locale } from "../format.js";
import { t } from "../i18n.js";

const DAY = 86_400_000;

/** A calendar showing `day` (`2026-11-30`), calling `choose(day)`. */
export class Calendar {
  constructor({ day, today, choose }) {
    Object.assign(this, { chosen: day, today, choose });
    this.cursor = day ?? today;
    this.title = h("strong", { class: "calendar-title", "aria-live": "polite" });
    this.grid = h("table", { class: "calendar-grid", role: "grid", onkeydown: (event) => this.key(event) });
    this.root = h(
      "div",
      { class: "calendar" },
      h(
        "div",
        { class: "calendar-head" },
        this.turner("left", -1, t("Previous month")),
        this.title,
        this.turner("right", 1, t("Next month")),
      ),
      this.grid,
    );
    this.draw();
  }

  turner(picture, months, label) {
    const turn = () => {
      this.cursor = addMonths(this.cursor, months);
      this.draw();
    };
    return iconButton(label, picture, turn);
  }

  focus() {
    this.grid.querySelector("[tabindex='0']")?.focus();
  }

  draw() {
    const first = new Date(`${this.cursor.slice(0, 8)}01T00:00:00Z`);
    this.title.textContent = new Intl.DateTimeFormat(locale(), {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }).format(first);
    const start = first.getTime() - ((first.getUTCDay() + 7 - firstWeekday()) % 7) * DAY;
    const weeks = Array.from({ length: 6 }, (_, week) =>
      Array.from({ length: 7 }, (__, day) => iso(start + (week * 7 + day) * DAY)),
    );
    this.grid.setAttribute("aria-label", this.title.textContent);
    this.grid.replaceChildren(
      this.heads(weeks[0]),
      h(
        "tbody",
        {},
        weeks.map((week) =>
          h(
            "tr",
            {},
            week.map((day) => this.cell(day)),
          ),
        ),
      ),
    );
  }

  heads(week) {
    const name = (day, form) =>
      new Intl.DateTimeFormat(locale(), { weekday: form, timeZone: "UTC" }).format(new Date(day));
    return h(
      "thead",
      {},
      h(
        "tr",
        {},
        week.map((day) => h("th", { scope: "col", abbr: name(day, "long") }, name(day, "narrow"))),
      ),
    );
  }

  cell(day) {
    const other = day.slice(0, 7) !== this.cursor.slice(0, 7);
    const label = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: "UTC" }).format(
      new Date(day),
    );
    const classes = [
      "day",
      other && "day-other",
      day === this.today && "day-today",
      day === this.chosen && "day-chosen",
    ]
      .filter(Boolean)
      .join(" ");
    return h(
      "td",
      { role: "gridcell", "aria-selected": String(day === this.chosen) },
      h(
        "button",
        {
          type: "button",
          class: classes,
          "aria-label": label,
          tabIndex: day === this.cursor ? 0 : -1,
          onclick: () => this.choose(day),
        },
        String(Number(day.slice(8))),
      ),
    );
  }

  key(event) {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (!days && !months) return;
    event.preventDefault();
    this.cursor = days ? iso(Date.parse(this.cursor) + days * DAY) : addMonths(this.cursor, months);
    this.draw();
    this.focus();
  }
}

function iso(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function addMonths(day, months) {
  const moved = new Date(`${day.slice(0, 8)}01T00:00:00Z`);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(Number(day.slice(8)), last));
  return iso(moved.getTime());
}

/** 0 for Sunday, 1 for Monday, as the person's country has it. */
function firstWeekday() {
  const place = new Intl.Locale(locale());
  const week = place.getWeekInfo?.() ?? place.weekInfo ?? { firstDay: 1 };
  return week.firstDay % 7;
}
