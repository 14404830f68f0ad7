/* Says what the boxes are in which a day or an hour is chosen; Django puts them outside of every part of the page. */
"use strict";

new MutationObserver(() => {
  for (const [boxes, name] of [[".calendarbox", "Choose a Date"], [".clockbox", "Choose a Time"]]) {
    document.querySelectorAll(`body > ${boxes}:not([role])`).forEach((box) => {
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", gettext(name));
    });
  }
}).observe(document.body, { childList: true });
