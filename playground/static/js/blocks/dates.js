/**
 * Pickers of dates and times.
 */

import { now } from "../clock.js";
import { h } from "../dom.js";
import { dateIn, dayKey, timeKey, zonedSeconds } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { openPanel } from "../popover.js";
import { afterConfirm } from "./buttons.js";
import { Calendar } from "./calendar.js";
import { filterGroups, openListbox } from "./listbox.js";
import { words } from "./text.js";

export function datepicker(fitting) {
  const { element } = fitting;
  const day = fitting.state({ selected_date: element.initial_date ?? null }).selected_date;
  return dateButton(day, {
    placeholder: words(element.placeholder) || t("Choose a date"),
    name: fitting.label,
    attributes: fitting.attributes,
    take: (chosen, control) =>
      afterConfirm(element, () => fitting.change({ selected_date: chosen }, control)),
  });
}

export function timepicker(fitting) {
  const { element } = fitting;
  const time = fitting.state({ selected_time: element.initial_time ?? null }).selected_time;
  return timeButton(time, {
    placeholder: words(element.placeholder) || t("Choose a time"),
    name: fitting.label,
    attributes: fitting.attributes,
    take: (chosen, control) =>
      afterConfirm(element, () => fitting.change({ selected_time: chosen }, control)),
  });
}

export function datetimepicker(fitting) {
  const { element } = fitting;
  const seconds = fitting.state({ selected_date_time: element.initial_date_time ?? null }).selected_date_time;
  const moment = seconds ? new Date(seconds * 1000) : null;
  let [day, time] = moment ? [dayKey(moment), timeKey(moment)] : [null, null];
  const changed = (control) => {
    if (day && time)
      afterConfirm(element, () => fitting.change({ selected_date_time: zonedSeconds(day, time) }, control));
  };
  return h(
    "div",
    { class: "date-and-time", role: "group", "aria-label": fitting.label },
    dateButton(day, {
      placeholder: t("Choose a date"),
      name: fitting.label,
      attributes: fitting.attributes,
      take: (chosen, control) => {
        day = chosen;
        changed(control);
      },
    }),
    timeButton(time, {
      placeholder: t("Choose a time"),
      name: fitting.label,
      attributes: {},
      take: (chosen, control) => {
        time = chosen;
        changed(control);
      },
    }),
  );
}

function pickerButton({ picture, placeholder, name, attributes, open }) {
  const label = h("span", { class: "select-words" });
  const control = h(
    "button",
    {
      type: "button",
      class: "select date-select",
      "aria-expanded": "false",
      ...attributes,
      onclick: () => open(control),
    },
    icon(picture, 16),
    label,
  );
  const show = (text) => {
    label.textContent = text ?? placeholder;
    label.classList.toggle("placeholder", !text);
    control.setAttribute("aria-label", [name ?? placeholder, text].filter(Boolean).join(": "));
  };
  return { control, show };
}

function dateButton(day, { placeholder, name, attributes, take }) {
  let current = day;
  const open = (anchor) => {
    const choose = (chosen) => {
      current = chosen;
      panel.close();
      show(dayWords(chosen));
      take(chosen, anchor);
    };
    const calendar = new Calendar({ day: current, today: dayKey(now()), choose });
    const panel = openPanel({
      anchor,
      content: calendar.root,
      onClose: () => anchor.setAttribute("aria-expanded", "false"),
    });
    anchor.setAttribute("aria-expanded", "true");
    calendar.focus();
  };
  const { control, show } = pickerButton({ picture: "calendar", placeholder, name, attributes, open });
  control.setAttribute("aria-haspopup", "dialog");
  show(current && dayWords(current));
  return control;
}

/** A calendar day in words: noon UTC is the same day in nearly every zone, so it is written in UTC. */
function dayWords(day) {
  return dateIn(new Date(`${day}T12:00:00Z`), {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

function timeWords(time) {
  return dateIn(new Date(`2000-01-01T${time}:00Z`), { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
}

function timeButton(time, { placeholder, name, attributes, take }) {
  let current = time;
  const choose = (anchor) => (option) => {
    current = option.value;
    show(timeWords(current));
    take(current, anchor);
  };
  const open = (anchor) =>
    openListbox({
      anchor,
      label: name ?? placeholder,
      load: times,
      isChosen: (option) => option.value === current,
      choose: choose(anchor),
    });
  const { control, show } = pickerButton({ picture: "clock", placeholder, name, attributes, open });
  control.setAttribute("aria-haspopup", "listbox");
  show(current && timeWords(current));
  return control;
}

/** Every half hour, and any time typed in full. */
function times(query) {
  const halves = Array.from(
    { length: 48 },
    (_, half) => `${String(half >> 1).padStart(2, "0")}:${half % 2 ? "30" : "00"}`,
  );
  const typed = /^([01]?\d|2[0-3])[:h ]?([0-5]\d)$/.exec(query.trim());
  const exact = typed ? [`${typed[1].padStart(2, "0")}:${typed[2]}`] : [];
  const options = [...new Set([...exact, ...halves])].map((value) => ({
    value,
    label: timeWords(value),
    detail: timeWords(value) === value ? "" : value,
  }));
  return exact.length ? [{ options: options.slice(0, 1) }] : filterGroups([{ options }], query);
}
