/* Says beside a commitment's amount what is free to commit, and shows the reason's box where the amount is above it. */
"use strict";

const CHOICES = ["measure", "year", "source", "program_code", "economic_code"];

const watched = new WeakSet();

const watchFree = (amount) => {
  if (watched.has(amount)) {
    return;
  }
  watched.add(amount);
  const inputs = CHOICES.map((name) => amount.form.elements[name]).filter(Boolean);
  const reason = amount.form.elements.override_reason;
  const reasonRow = reason?.closest(".form-row");
  const shown = document.createElement("output");
  shown.className = "portal-free";
  shown.htmlFor = inputs.map((input) => input.id).join(" ");
  // In the admin's forms the box stands in a row beside its label: the balance goes under that row.
  (amount.closest(".flex-container") ?? amount).after(shown);
  let free = null;
  let last = "";

  const mark = () => {
    const typed = Number(amount.value.replace(/грн\.?\s*$|\s/g, "").replace(",", "."));
    const isAbove = free !== null && typed > free;
    shown.classList.toggle("portal-differs", isAbove);
    if (reasonRow) {
      reasonRow.hidden = !isAbove && !reason.value && !reasonRow.querySelector(".errorlist") && !amount.closest(".errors");
    }
  };

  const ask = async () => {
    const query = new URLSearchParams(inputs.map((input) => [input.name, input.value]));
    query.set("row", amount.dataset.row);
    last = query.toString();
    let answer = {};
    try {
      const response = await fetch(`${amount.dataset.freeUrl}?${query}`);
      answer = response.ok ? await response.json() : {};
    } catch {
      // Nothing is said then: what is too much is refused when it is saved.
    }
    if (last === query.toString()) {
      free = answer.free === undefined ? null : Number(answer.free);
      shown.textContent = answer.words ?? "";
      mark();
    }
  };

  inputs.forEach((input) => django.jQuery(input).on("change", ask));
  amount.addEventListener("input", mark);
  ask();
};

portal.onForm((root) => root.querySelectorAll("input[data-free-url]").forEach(watchFree));
