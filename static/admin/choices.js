/* Gives the boxes of Select2, in which a row is chosen, the names that their labels would give to a plain list. */
"use strict";

function nameOf(select) {
  const label = select.labels && select.labels[0];
  return select.getAttribute("aria-label") || (label ? label.textContent.trim().replace(/:$/, "") : "");
}

function nameChoice(select) {
  const name = nameOf(select);
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!box || !name) {
    return;
  }
  const chosen = box.querySelector(".select2-selection__rendered");
  box.id = `${select.id}_choice`;
  box.setAttribute("aria-label", name);
  // The name of the field, then what is chosen; only the box itself is an input.
  box.setAttribute("aria-labelledby", select.multiple ? box.id : `${box.id} ${chosen.id}`);
  chosen.removeAttribute("role");
  chosen.removeAttribute("aria-readonly");
  box.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
}

function nameChoices(root) {
  root.querySelectorAll("select.admin-autocomplete:not([name*='__prefix__'])").forEach(nameChoice);
}

// Django makes the boxes of a page when jQuery is ready, which is after our own scripts have seen the page.
django.jQuery(() => nameChoices(document));
portal.onForm(nameChoices);
// The list is made anew whenever it opens, and its messages whenever somebody types.
django.jQuery(document).on("select2:open", (event) => {
  const name = nameOf(event.target);
  document.querySelectorAll(".select2-container--open .select2-search__field, .select2-container--open [role=listbox]")
    .forEach((each) => each.setAttribute("aria-label", name));
  const list = document.querySelector(".select2-container--open [role=listbox]");
  document.getElementById(`${event.target.id}_choice`)?.setAttribute("aria-controls", list.id);
  new MutationObserver(() => {
    list.querySelectorAll("[role=alert]").forEach((each) => each.setAttribute("role", "option"));
  }).observe(list, { childList: true });
});
