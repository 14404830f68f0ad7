/* Says what the boxes are in which a day or an hour is chosen; Django puts them outside of every part of the page. */
"use strict";

function nameBoxes() {
  for (const [boxes, name] of [[".calendarbox", "Choose a Date"], [".clockbox", "Choose a Time"]]) {
    document.querySelectorAll(`body > ${boxes}:not([role])`).forEach((box) => {
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", gettext(name));
    });
  }
}

new MutationObserver(nameBoxes).observe(document.body, { childList: true });
// A form that comes later brings this script after its boxes.
portal.onForm(nameBoxes);
