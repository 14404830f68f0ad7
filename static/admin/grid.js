/* A table that is typed like a sheet: arrows, Enter, F2, Esc; the place is kept when it is saved. */
"use strict";

class GridTable extends GridPasting {
  constructor(table) {
    super();
    this.table = table;
    this.form = table.closest("form");
    this.body = table.tBodies[0];
    this.words = table.dataset;
    this.heads = [...table.tHead.querySelectorAll("[data-key]")];
    this.typed = this.heads.filter((head) => "typed" in head.dataset).map((head) => head.dataset.key);
    this.looks = Object.fromEntries(this.heads.map((head) => [head.dataset.key, head.dataset.look]));
    this.summed = this.heads.filter((head) => "sum" in head.dataset).map((head) => head.dataset.key);
    this.shared = new Map();
    for (const head of this.heads.filter((each) => each.dataset.shared)) {
      this.shared.set(head.dataset.shared, [...(this.shared.get(head.dataset.shared) ?? []), head.dataset.key]);
    }
    this.template = document.getElementById("grid-row");
    this.status = document.getElementById("grid-status");
    this.mode = "ready";
    this.form.classList.add("grid-live");
    this.listen();
    this.rows.forEach((row) => this.fit(row));
    this.rows.filter((row) => this.isRemoved(row)).forEach((row) => this.showRemoval(row));
    this.reckon();
    const clicked = document.activeElement;
    if (clicked.matches(".grid-cell")) this.takeUp(clicked);
    else this.comeBack();
  }

  /* A cell that was clicked before this ran: what was typed into it meanwhile stays. */
  takeUp(cell) {
    if (!("defaultValue" in cell) || cell.value === cell.defaultValue) this.enter(cell);
    else Object.assign(this, { cell, before: cell.defaultValue, mode: "typing" });
  }

  /* Going from cell to cell */

  listen() {
    this.body.addEventListener("focusin", (event) => this.enter(event.target));
    this.body.addEventListener("mousedown", (event) => this.press(event));
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("input", (event) => this.change(event.target));
    this.body.addEventListener("paste", (event) => this.paste(event));
    this.form.addEventListener("submit", () => this.leave());
    document.getElementById("grid-add")?.addEventListener("click", () => {
      this.go(this.addRow(), this.typed[0]);
    });
    const copy = document.getElementById("grid-copy");
    if (copy && navigator.clipboard) copy.addEventListener("click", () => this.copy());
    else copy?.remove();
    addEventListener("keydown", (event) => this.save(event), true); // before whoever else listens for it
  }

  save(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyS") {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.form.requestSubmit();
    }
  }

  enter(cell) {
    if (!cell.matches?.(".grid-cell") || cell === this.cell) return;
    this.cell = cell;
    this.before = cell.type === "checkbox" ? cell.checked : cell.value;
    this.mode = "ready";
    cell.select?.();
  }

  press(event) {
    const cell = event.target.closest(".grid-cell");
    if (!cell) return;
    if (document.activeElement === cell) this.mode = "edit";
    else this.isEntered = true;
  }

  click(event) {
    const button = event.target.closest("button[data-act]");
    if (button) this.act(button.dataset.act, button.closest("tr"), button);
    else if (this.isEntered && event.target.matches(".grid-cell")) event.target.select?.();
    this.isEntered = false;
  }

  key(event) {
    const cell = event.target.closest(".grid-cell");
    const row = event.target.closest("tr");
    const acts = { ArrowUp: "up", ArrowDown: "down" };
    if (event.altKey && acts[event.key]) return this.done(event, () => this.act(acts[event.key], row, cell));
    if (!cell) return undefined;
    if (event.key === "Insert" && !event.ctrlKey && !event.shiftKey) {
      return this.done(event, () => this.act("insert", row, cell));
    }
    if (event.key === "Delete" && event.ctrlKey) return this.done(event, () => this.act("remove", row, cell));
    if (event.ctrlKey || event.metaKey) return undefined;
    if (event.key === "Escape") return this.done(event, () => this.putBack(cell));
    if (event.key === "F2") return this.done(event, () => this.edit(cell));
    if (event.key === "Enter") return this.done(event, () => this.enterKey(event, cell, row));
    if (event.key === "Tab") return this.tab(event, cell, row);
    return this.arrow(event, cell, row);
  }

  done(event, act) {
    event.preventDefault();
    act();
  }

  putBack(cell) {
    if (cell.type === "checkbox") cell.checked = this.before;
    else cell.value = this.before;
    this.mode = "ready";
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    this.mode = "ready";
    cell.select?.();
  }

  edit(cell) {
    this.mode = "edit";
    if (cell.matches("select")) cell.showPicker?.();
    else cell.setSelectionRange?.(cell.value.length, cell.value.length);
  }

  enterKey(event, cell, row) {
    if (event.altKey && cell.matches("textarea")) {
      cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
      this.mode = "edit";
      cell.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const next = event.shiftKey ? row.previousElementSibling : row.nextElementSibling;
    if (next) this.go(next, this.keyOf(cell));
    else if (!event.shiftKey && this.template && !this.isBlank(row)) this.go(this.addRow(), this.keyOf(cell));
  }

  tab(event, cell, row) {
    const at = this.typed.indexOf(this.keyOf(cell)) + (event.shiftKey ? -1 : 1);
    if (at >= 0 && at < this.typed.length) return this.done(event, () => this.go(row, this.typed[at]));
    const next = event.shiftKey ? row.previousElementSibling : row.nextElementSibling;
    const key = this.typed[event.shiftKey ? this.typed.length - 1 : 0];
    if (next) return this.done(event, () => this.go(next, key));
    return undefined; // out of the table, to what stands below
  }

  arrow(event, cell, row) {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    const chooses = cell.hasAttribute("list") && this.mode === "typing" && move?.[0];
    if (!move || event.shiftKey || event.altKey || this.mode === "edit" || chooses) return undefined;
    return this.done(event, () => {
      const next = move[0] < 0 ? row.previousElementSibling : move[0] > 0 ? row.nextElementSibling : row;
      const at = this.typed.indexOf(this.keyOf(cell)) + move[1];
      if (next && this.typed[at]) this.go(next, this.typed[at]);
    });
  }

  go(row, key) {
    this.input(row, key)?.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  /* Keeping the place */

  leave() {
    const cell = this.body.contains(document.activeElement) ? document.activeElement : this.cell;
    const row = cell?.closest("tr");
    if (!row || !cell.matches(".grid-cell")) return;
    const place = { address: location.pathname, row: this.rows.indexOf(row), key: this.keyOf(cell) };
    sessionStorage.setItem("grid-place", JSON.stringify(place));
  }

  comeBack() {
    const wrong = this.body.querySelector("[aria-invalid], .grid-wrong .grid-cell");
    const kept = JSON.parse(sessionStorage.getItem("grid-place") ?? "null");
    sessionStorage.removeItem("grid-place");
    if (wrong) wrong.focus();
    else if (kept?.address === location.pathname && this.rows[kept.row]) this.go(this.rows[kept.row], kept.key);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("table[data-grid]").forEach((table) => new GridTable(table));
});
