/* Narrows a choice of rows by another input of the form: a payment's commitment by its measure. */
"use strict";

django.jQuery.ajaxPrefilter((options) => {
  const field = /[?&]field_name=(\w+)/.exec(`?${options.data || ""}`);
  const choice = field && document.querySelector(`select[data-forward][data-field-name="${field[1]}"]`);
  const narrowing = choice && choice.form.elements[choice.dataset.forward];
  if (narrowing && narrowing.value) {
    options.data += `&${choice.dataset.forward}=${encodeURIComponent(narrowing.value)}`;
  }
});
