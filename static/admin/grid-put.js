/* Puts what was read from the clipboard into the cells of a table; copies the table for Excel. */
"use strict";

class GridPasting extends GridRows {
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

  /* Copying: the whole table, what is as above filled in, as Excel takes it. */

  async copy() {
    const above = new Map();
    const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const keys = this.heads.map((head) => head.dataset.key);
    const lines = this.rows
      .filter((row) => !this.isBlank(row) && !this.isRemoved(row))
      .map((row) => keys.map((key) => quoted(this.shownAt(row, key, above))).join("\t"));
    const heads = this.heads.map((head) => quoted(head.textContent.trim())).join("\t");
    await navigator.clipboard.writeText([heads, ...lines].join("\n"));
    this.say(this.wordsOf("wordsCopied", { rows: lines.length }));
  }

  shownAt(row, key, above) {
    const chosen = this.input(row, key)?.selectedOptions?.[0];
    const text = (chosen ? (chosen.value ? chosen.text : "") : this.textAt(row, key)).replaceAll("\u00a0", "").trim();
    if (!this.heads.find((head) => head.dataset.key === key).dataset.shared) return text;
    if (text) above.set(key, text);
    return above.get(key) ?? "";
  }
}
