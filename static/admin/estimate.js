/* Says under each line of an estimate what it makes, and under all of them what is free: the server reckons. */
"use strict";

const PAUSE = 400;
const BESIDE = ["csrfmiddlewaretoken", "measure", "period_start"];

const estimates = new WeakSet();

const outputAfter = (element) => {
  const shown = document.createElement("output");
  shown.className = "portal-free";
  element.after(shown);
  return shown;
};

const watchEstimate = (group, url) => {
  const form = group.closest("form");
  const total = document.createElement("output");
  total.className = "portal-free";
  group.append(total);
  const shown = new Map();
  let last = 0;
  let timer = 0;

  const typed = () => {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("lines-") || BESIDE.includes(name)) data.append(name, value);
    }
    return data;
  };

  const show = (answer) => {
    for (const [prefix, words] of Object.entries(answer.lines)) {
      const amount = form.elements[`${prefix}-amount`];
      if (!amount) continue;
      if (!shown.has(prefix)) shown.set(prefix, outputAfter(amount.closest(".flex-container") ?? amount));
      shown.get(prefix).textContent = form.elements[`${prefix}-norm`]?.value ? `= ${words}` : "";
    }
    const sources = answer.sources.map((source) => source.words);
    total.textContent = [`Σ ${answer.total}`, ...sources].join("; ");
    total.classList.toggle("portal-differs", answer.sources.some((source) => source.isAbove));
  };

  const ask = async () => {
    last += 1;
    const asked = last;
    try {
      const response = await fetch(url, { method: "POST", body: typed() });
      if (response.ok && asked === last) show(await response.json());
    } catch {
      // Nothing is said then: the sums are reckoned when the page is saved.
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  group.addEventListener("input", soon);
  group.addEventListener("change", soon);
  django.jQuery(form.elements.measure).on("change", soon);
  form.elements.period_start?.addEventListener("change", soon);
  ask();
};

portal.onForm((root) => {
  const group = root.querySelector("#lines-group");
  const url = group?.querySelector("[data-sums-url]")?.dataset.sumsUrl;
  if (url && !estimates.has(group)) {
    estimates.add(group);
    watchEstimate(group, url);
  }
});
