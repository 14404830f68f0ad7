// The search box by "/", the folded parts of the menu while it is filtered, the findings of the front page.
"use strict";

(() => {
  const TYPED = "input, textarea, select, [contenteditable]";

  function focusSearch(event) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
    const box = document.getElementById("portal-search");
    // The key of "/" types "." where the keyboard is Ukrainian.
    const isSlash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
    if (isSlash && isPlain && box && !event.defaultPrevented && !event.target.closest(TYPED)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }

  // What is found in a folded part is to be seen; the part folds again when the filter is emptied.
  function unfold(filter) {
    document.querySelectorAll("#nav-sidebar details").forEach((part) => {
      part.dataset.wasOpen ??= String(part.open);
      part.open = filter.value !== "" || part.dataset.wasOpen === "true";
    });
  }

  function watchFilter() {
    const filter = document.getElementById("nav-filter");
    if (filter) {
      ["input", "change", "keyup"].forEach((name) => filter.addEventListener(name, () => unfold(filter)));
      if (filter.value) {
        unfold(filter);
      }
    }
  }

  // Nobody waits for the checks: the front page is there, and what they find comes after it, part by part.
  async function loadFindings() {
    const place = document.getElementById("portal-findings");
    const addresses = place ? [...place.querySelectorAll("a[data-look]")].map((link) => link.href) : [];
    for (const address of addresses) {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) {
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const summary = page.getElementById("portal-findings-summary");
      if (summary) {
        place.querySelector("#portal-findings-summary").replaceWith(document.adoptNode(summary));
      }
    }
  }

  document.addEventListener("keydown", focusSearch);
  watchFilter();
  // Without an answer the link to the findings stays.
  loadFindings().catch(() => {});
})();
