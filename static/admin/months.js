/* Adds up the months of an appropriation as they are typed, and spreads it evenly over them. */
"use strict";

const summed = new WeakSet();

const addUp = (group) => {
  const inputs = [...group.querySelectorAll("input.portal-amount")];
  const whole = document.querySelector(group.dataset.whole);
  if (!inputs.length || !whole || summed.has(group)) {
    return;
  }
  summed.add(group);
  const kopiykas = (input) => {
    const number = Number(input.value.replace(/грн\.?\s*$|\s/g, "").replace(",", "."));
    return Number.isFinite(number) ? Math.round(number * 100) : 0;
  };
  const written = (amount) => (amount / 100).toFixed(2).replace(".", ",");
  const spaced = (amount) => written(amount).replace(/\B(?=(\d{3})+,)/g, "\u00a0");

  const sum = document.createElement("output");
  const tell = () => {
    const allotted = inputs.reduce((total, input) => total + kopiykas(input), 0);
    const left = kopiykas(whole) - allotted;
    const isEmpty = inputs.every((input) => !input.value.trim());
    sum.textContent = `${group.dataset.sumWords}: ${spaced(allotted)}`;
    sum.textContent += isEmpty || !left ? "" : `; ${group.dataset.leftWords}: ${spaced(left)}`;
    sum.classList.toggle("portal-differs", !isEmpty && left !== 0);
  };

  const evenly = document.createElement("button");
  evenly.type = "button";
  evenly.className = "button";
  evenly.textContent = group.dataset.evenlyWords;
  evenly.addEventListener("click", () => {
    const part = Math.trunc(kopiykas(whole) / inputs.length);
    inputs.forEach((input, place) => {
      const rest = place === inputs.length - 1 ? kopiykas(whole) - part * inputs.length : 0;
      input.value = written(part + rest);
    });
    tell();
  });

  const bar = document.createElement("p");
  bar.className = "portal-actions";
  bar.append(evenly, sum);
  group.querySelector(".portal-month-grid").after(bar);
  [...inputs, whole].forEach((input) => input.addEventListener("input", tell));
  tell();
};

portal.onForm((root) => root.querySelectorAll("[data-months]").forEach(addUp));
