/* Narrows a choice of rows by another input of the form, a payment's commitment by its measure, or by its edition. */
"use strict";

django.jQuery.ajaxPrefilter((options) => {
  const field = /[?&]field_name=(\w+)/.exec(`?${options.data || ""}`);
  const narrowed = (by) => field && document.querySelector(`select[data-${by}][data-field-name="${field[1]}"]`);
  const inside = narrowed("within");
  if (inside) {
    options.data += `&edition=${encodeURIComponent(inside.dataset.within)}`;
  }
  const choice = narrowed("forward");
  const narrowing = choice && choice.form.elements[choice.dataset.forward];
  if (narrowing && narrowing.value) {
    options.data += `&${choice.dataset.forward}=${encodeURIComponent(narrowing.value)}`;
  }
});
