/* The cells of a table that is typed like a sheet: what stands in them, and the sums while one types. */
"use strict";

class GridCells {
  get rows() {
    return [...this.body.rows];
  }

  input(row, key) {
    return row.querySelector(`td[data-key="${CSS.escape(key)}"] .grid-cell`);
  }

  keyOf(cell) {
    return cell.closest("td").dataset.key;
  }

  textAt(row, key) {
    const cell = row.querySelector(`td[data-key="${CSS.escape(key)}"]`);
    const input = cell?.querySelector(".grid-cell");
    if (!input) return cell?.querySelector(".grid-plain")?.textContent ?? "";
    return input.type === "checkbox" ? (input.checked ? "on" : "") : input.value;
  }

  isBlank(row) {
    return !("stored" in row.dataset) && this.typed.every((key) => !this.textAt(row, key).trim());
  }

  isRemoved(row) {
    return row.classList.contains("grid-removed");
  }

  say(words, ...buttons) {
    this.status.replaceChildren(words, ...buttons.flatMap((button) => [" ", button]));
  }

  wordsOf(name, values = {}) {
    return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  /* Changing */

  change(cell) {
    if (!cell.matches(".grid-cell")) return;
    if (this.mode === "ready") this.mode = "typing";
    this.changed();
    this.fit(cell.closest("tr"));
  }

  changed() {
    document.getElementById("grid-state").textContent = this.words.wordsChanged;
    cancelAnimationFrame(this.soon);
    this.soon = requestAnimationFrame(() => this.reckon());
  }

  fit(row) {
    if (CSS.supports("field-sizing", "content")) return;
    row.querySelectorAll("textarea").forEach((text) => {
      text.style.height = "auto";
      text.style.height = `${text.scrollHeight}px`;
    });
  }

  /* Sums */

  kopiykas(text) {
    return Math.round((gridPaste.number(text) ?? 0) * 100);
  }

  written(amount) {
    return (amount / 100).toFixed(2).replace(".", ",").replace(/\B(?=(\d{3})+(?!\d)(?=.*,))/g, "\u00a0");
  }

  reckon() {
    const totals = new Map(this.summed.map((key) => [key, 0]));
    const first = this.shared.keys().next().value;
    let group = null;
    for (const row of this.rows) {
      if (first && this.shared.get(first).some((key) => this.textAt(row, key).trim())) {
        this.showGroup(group);
        group = { row, key: this.shared.get(first)[0], sum: 0, count: 0 };
      }
      const amounts = this.summed.map((key) => (this.isRemoved(row) ? 0 : this.kopiykas(this.textAt(row, key))));
      this.summed.forEach((key, at) => totals.set(key, totals.get(key) + amounts[at]));
      const sum = amounts.reduce((one, other) => one + other, 0);
      const own = row.querySelector('td[data-key="sum"]');
      if (own) own.textContent = sum ? this.written(sum) : "";
      if (group && sum) Object.assign(group, { sum: group.sum + sum, count: group.count + 1 });
    }
    this.showGroup(group);
    this.showTotals(totals);
  }

  showGroup(group) {
    if (!group) return;
    const cell = group.row.querySelector(`td[data-key="${CSS.escape(group.key)}"]`);
    let shown = cell.querySelector("output");
    if (!shown && group.count < 2) return;
    shown ??= cell.appendChild(document.createElement("output"));
    shown.textContent = group.count > 1 ? `Σ ${this.written(group.sum)}` : "";
  }

  showTotals(totals) {
    const foot = this.table.tFoot;
    if (!foot) return;
    const agreed = foot.querySelector(".grid-agreed");
    const sum = [...totals.values()].reduce((one, other) => one + other, 0);
    for (const [key, amount] of [...totals, ["sum", sum]]) {
      const find = (row) => row?.querySelector(`[data-key="${CSS.escape(key)}"]`);
      const cell = find(foot.rows[0]);
      const due = find(agreed)?.textContent.trim();
      if (!cell) continue;
      cell.textContent = this.written(amount);
      cell.classList.toggle("portal-differs", Boolean(due) && this.kopiykas(due) !== amount);
    }
  }
}
