// What scripts do to forms: once when the page is there, and again to every row or form that is put into it later.
"use strict";

window.portal = {
  enhancers: [],
  isReady: false,

  // Have enhance(root) called with the document, and with every part that comes later.
  onForm(enhance) {
    portal.enhancers.push(enhance);
    if (portal.isReady) {
      enhance(document);
    }
  },

  // Say that a part with inputs was put into the page.
  formAdded(part) {
    portal.enhancers.forEach((enhance) => enhance(part));
  },
};

addEventListener("DOMContentLoaded", () => {
  portal.isReady = true;
  portal.formAdded(document);
});
addEventListener("formset:added", (event) => portal.formAdded(event.target));
