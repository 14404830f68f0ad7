/* A table that is typed like a sheet: arrows, Enter, F2, Esc, blocks pasted, rows added, moved and removed, sums. */
"use strict";

class GridTable {
  constructor(table) {
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
    this.comeBack();
  }

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

  /* Rows */

  act(name, row, from) {
    const key = from.closest("td")?.dataset.key ?? this.typed[0];
    const back = () => (from.matches("button") ? from.focus() : this.go(row, key));
    if (name === "insert") this.go(this.addRow(row), key);
    else if (name === "remove") this.remove(row, key);
    else if (row.querySelector(".grid-order")) this.move(row, name === "up" ? -1 : 1, back);
  }

  addRow(after = this.body.lastElementChild) {
    if (!this.template) return after;
    const places = this.rows.map((row) => Number(/\d+/.exec(row.querySelector("[id^=row-]").id)));
    const html = this.template.innerHTML.replaceAll("__place__", String(Math.max(-1, ...places) + 1));
    const holder = document.createElement("tbody");
    holder.innerHTML = html;
    const row = holder.rows[0];
    if (after) after.after(row);
    else this.body.append(row);
    if (row !== this.body.lastElementChild) this.renumber();
    else row.querySelector(".grid-number").textContent = this.body.rows.length;
    window.portal?.formAdded(row);
    return row;
  }

  remove(row, key) {
    const box = row.querySelector(".grid-remove input");
    if (!box) return;
    if (!("stored" in row.dataset) && this.rows.length > 1) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      const shown = this.shownGroups();
      row.remove();
      this.showGroups(shown);
      this.renumber();
      this.go(next, key);
    } else {
      box.checked = row.classList.toggle("grid-removed");
      this.showRemoval(row);
      const at = this.rows.indexOf(row) + 1;
      this.say(this.wordsOf(box.checked ? "wordsRemoved" : "wordsBack", { row: at }));
    }
    this.changed();
  }

  showRemoval(row) {
    const button = row.querySelector('button[data-act="remove"]');
    if (!button) return;
    button.textContent = this.isRemoved(row) ? "↶" : "×";
    button.setAttribute("aria-pressed", String(this.isRemoved(row)));
  }

  move(row, by, back) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    const shown = this.shownGroups();
    if (by < 0) other.before(row);
    else other.after(row);
    this.showGroups(shown);
    this.renumber();
    back();
    this.say(this.wordsOf("wordsMoved", { row: this.rows.indexOf(row) + 1 }));
    this.changed();
  }

  renumber() {
    let last = 0;
    this.rows.forEach((row, at) => {
      row.querySelector(".grid-number").textContent = at + 1;
      if (!this.isBlank(row)) last = at;
    });
    this.rows.forEach((row, at) => {
      const order = row.querySelector(".grid-order");
      if (order) order.value = at <= last ? at + 1 : "";
    });
  }

  /* What an empty cell of a direction, a theme … says: as above. It is kept true while rows move. */
  shownGroups() {
    const above = new Map();
    const parts = [...this.shared.keys()];
    return new Map(
      this.rows.map((row) => {
        parts.forEach((part, at) => {
          const texts = this.shared.get(part).map((key) => this.textAt(row, key));
          if (!texts.some((text) => text.trim())) return;
          above.set(part, { texts, opened: this.openedOf(row, part)?.value ?? "" });
          parts.slice(at + 1).forEach((inner) => above.delete(inner));
        });
        return [row, this.isBlank(row) ? null : new Map(above)];
      }),
    );
  }

  showGroups(shown) {
    let above = new Map();
    const used = new Set();
    for (const row of this.rows) {
      const groups = shown.get(row);
      if (!groups) continue;
      let isAsAbove = true;
      for (const part of this.shared.keys()) {
        const group = groups.get(part);
        isAsAbove = isAsAbove && above.get(part) === group;
        this.showGroupIn(row, part, isAsAbove ? null : group, used);
      }
      above = groups;
    }
  }

  showGroupIn(row, part, group, used) {
    this.openedOf(row, part)?.remove();
    this.shared.get(part).forEach((key, at) => {
      const input = this.input(row, key);
      if (input) input.value = group?.texts[at] ?? "";
      row.querySelector(`td[data-key="${CSS.escape(key)}"] output`)?.remove();
    });
    if (!group?.opened || used.has(group)) return;
    used.add(group);
    const opened = document.createElement("input");
    opened.type = "hidden";
    opened.name = `${this.prefixOf(row)}-${part}-opened_version`;
    opened.value = group.opened;
    row.querySelector(".grid-place").append(opened);
  }

  prefixOf(row) {
    return `rows-${/\d+/.exec(row.querySelector("[id^=row-]").id)}`;
  }

  openedOf(row, part) {
    return row.querySelector(`input[name="${this.prefixOf(row)}-${part}-opened_version"]`);
  }

  /* Pasting */

  paste(event) {
    const cell = event.target.closest(".grid-cell");
    const block = cell && gridPaste.read(event.clipboardData);
    if (!block || (block.rows.length === 1 && block.rows[0].length === 1)) return;
    event.preventDefault();
    const keys = this.heads.map((head) => head.dataset.key);
    const left = keys.indexOf(this.keyOf(cell));
    const prepared = gridPaste.prepare(block, keys.slice(left).map((key) => this.looks[key]));
    this.putBlock(prepared, cell.closest("tr"), keys, left);
  }

  putBlock(prepared, top, keys, left) {
    const undo = [];
    let row = top;
    let pending = "";
    let filled = 0;
    const skipped = { count: 0 };
    for (const { row: texts, wide } of prepared.lines) {
      if (wide && texts.slice(1).every((text) => !text)) {
        pending = texts[0];
        continue;
      }
      row ??= this.template && this.addRow();
      if (!row) {
        skipped.count += texts.filter(Boolean).length;
        continue;
      }
      if (pending) pending = this.putHead(row, keys[left - 1], pending, undo);
      texts.forEach((text, at) => {
        const key = this.placeOf(text, keys[left + at], at === texts.length - 1 ? keys[left + at + 1] : undefined);
        this.put(row, key, text, undo, skipped);
      });
      filled += 1;
      row = row.nextElementSibling;
    }
    if (prepared.inThousands) this.multiply(undo);
    this.rows.forEach((each) => this.fit(each));
    top.querySelector(".grid-cell").dispatchEvent(new Event("input", { bubbles: true }));
    this.mode = "ready";
    this.tellPasted(prepared, filled, undo, skipped.count);
  }

  /* Words in place of an amount stand in the column of words beside it: «Фінансується спільно з візитом». */
  placeOf(text, key, next) {
    const isWords = text && !gridPaste.DASH.test(text) && gridPaste.number(text) === null;
    return this.looks[key] === "amount" && isWords && this.looks[next] === "text" ? next : key;
  }

  /* A row merged over the whole width heads those below it: «1. ГАЛУЗЬ: КУЛЬТУРА». */
  putHead(row, key, text, undo) {
    const bare = text.replace(/^\d+[.)]\s*/, "").replace(/^галузь:?\s*/i, "");
    const name = bare === bare.toUpperCase() ? bare.charAt(0) + bare.slice(1).toLowerCase() : bare;
    if (key) this.put(row, key, name, undo, { count: 0 });
    return "";
  }

  put(row, key, text, undo, skipped) {
    const input = key && this.input(row, key);
    if (!input) {
      if (text) skipped.count += 1;
      return;
    }
    const value = this.looks[key] === "amount" && gridPaste.DASH.test(text) ? "" : text;
    undo.push([input, input.type === "checkbox" ? input.checked : input.value]);
    if (input.type === "checkbox") input.checked = /^(так|yes|1|\+|✓)$/i.test(value);
    else if (input.matches("select")) this.choose(input, value);
    else input.value = input.matches("textarea") ? value : value.replace(/\s*\n\s*/g, " ");
  }

  choose(select, text) {
    const plain = text.trim().toLowerCase();
    const found = [...select.options].find((option) => [option.value, option.text.toLowerCase()].includes(plain));
    if (found) select.value = found.value;
  }

  multiply(undo) {
    for (const [input] of undo) {
      const amount = this.looks[this.keyOf(input)] === "amount" ? gridPaste.number(input.value) : null;
      if (amount !== null) input.value = this.written(Math.round(amount * 100_000));
    }
    this.changed();
  }

  tellPasted(prepared, rows, undo, skipped) {
    const said = [this.wordsOf("wordsPasted", { rows, cells: undo.length })];
    if (prepared.hasHeads) said.push(this.words.wordsHead);
    if (skipped) said.push(this.wordsOf("wordsSkipped", { cells: skipped }));
    if (prepared.inThousands) said.push(this.words.wordsThousands);
    const hasAmounts = undo.some(([input]) => this.looks[this.keyOf(input)] === "amount" && input.value);
    const buttons = [this.button(this.words.wordsUndo, () => this.undoPaste(undo))];
    if (hasAmounts && !prepared.inThousands) {
      buttons.push(
        this.button(this.words.wordsMultiply, () => {
          this.multiply(undo);
          this.say(this.words.wordsThousands);
        }),
      );
    }
    this.say(said.join(" "), ...buttons);
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  undoPaste(undo) {
    for (const [input, before] of undo.reverse()) {
      if (input.type === "checkbox") input.checked = before;
      else input.value = before;
    }
    this.say("");
    this.changed();
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
