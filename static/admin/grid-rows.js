/* The rows of a table that is typed like a sheet: added, moved, removed; «as above» is kept true. */
"use strict";

class GridRows extends GridCells {
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
}
