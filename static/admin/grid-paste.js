/* Reads a table from the clipboard: Word's and Excel's HTML, else lines with tabs; and tells what in it are no rows. */
"use strict";

window.gridPaste = (() => {
  const NUMERAL = /^(№.*|\d+([.)]\d+)*[.)]?|)$/;
  const TOTAL = /^(всього|усього|разом|загальний кошторис|в цілому|у тому числі)/i;
  const BREAK = "\u0001"; // a line of the cell ends here; a line of the source says nothing
  const DASH = /^[-–—]?$/;

  const cellText = (cell) => {
    const copy = cell.cloneNode(true);
    // Word hides what stands in no cell (conditional comments become nodes of their own), and deleted text in <del>.
    copy.querySelectorAll("style, script, del, table").forEach((each) => each.remove());
    copy.querySelectorAll("br").forEach((each) => each.replaceWith(BREAK));
    const blocks = [...copy.querySelectorAll("p, li, div, h1, h2, h3")].filter(
      (block) => !block.querySelector("p, li, div"),
    );
    const clean = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();
    const lines = (blocks.length ? blocks : [copy]).flatMap((block) => block.textContent.split(BREAK));
    return lines.map(clean).filter(Boolean).join("\n");
  };

  /* The rows of an HTML table: a cell merged over several stands in the first of them, the others are empty. */
  const fromTable = (table) => {
    const rows = [...table.rows].map(() => []);
    const wide = [];
    [...table.rows].forEach((row, top) => {
      let left = 0;
      for (const cell of row.cells) {
        while (rows[top][left] !== undefined) left += 1;
        for (let down = 0; down < cell.rowSpan && top + down < rows.length; down += 1) {
          for (let along = 0; along < cell.colSpan; along += 1) {
            rows[top + down][left + along] = down || along ? "" : cellText(cell);
          }
        }
        if (row.cells.length === 1 && cell.colSpan > 1) wide.push(top);
        left += cell.colSpan;
      }
    });
    const width = Math.max(...rows.map((row) => row.length));
    return { rows: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? "")), wide: new Set(wide) };
  };

  /* Lines with tabs; Excel puts a cell of several lines between quotation marks. */
  const fromLines = (text) => {
    const rows = [[""]];
    let quoted = false;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < plain.length; at += 1) {
      const row = rows[rows.length - 1];
      const letter = plain[at];
      if (letter === '"' && (quoted || row[row.length - 1] === "")) {
        if (quoted && plain[at + 1] === '"') {
          row[row.length - 1] += '"';
          at += 1;
        } else quoted = !quoted;
      } else if (letter === "\t" && !quoted) row.push("");
      else if (letter === "\n" && !quoted) rows.push([""]);
      else row[row.length - 1] += letter;
    }
    const width = Math.max(...rows.map((row) => row.length));
    const clean = (each) => (each ?? "").replace(/\u00a0/g, " ").trim();
    return { rows: rows.map((row) => Array.from({ length: width }, (_, at) => clean(row[at]))), wide: new Set() };
  };

  /* The block on the clipboard; nothing where it is a text for one cell. */
  const read = (clipboard) => {
    const html = clipboard.getData("text/html");
    if (html && /<table/i.test(html)) {
      const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
      if (table?.rows.length) return fromTable(table);
    }
    const text = clipboard.getData("text/plain");
    return !html && /[\t\n]/.test(text.trim()) ? fromLines(text) : null;
  };

  const number = (text) => {
    const plain = text.replace(/грн\.?\s*$|[\s\u00a0]/g, "").replace(",", ".");
    return plain && /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
  };

  const isCount = (row) => row.length > 1 && row.every((text, at) => text === String(at + 1));
  const first = (row) => row.find((text) => text && !/^\d+[.)]?$/.test(text)) ?? "";

  /* Takes away the numerals in front, the heads, the numbers of columns and the sums; says what was in thousands. */
  const prepare = (block, looks) => {
    let { rows } = block;
    const isNumeral = (row, at) => block.wide.has(at) || NUMERAL.test(row[0]);
    const hasNumerals = rows[0].length > 1 && looks[0] !== "amount" && rows.every(isNumeral);
    if (hasNumerals && rows.some((row) => row[0])) {
      rows = rows.map((row, at) => (block.wide.has(at) ? row : row.slice(1)));
    }
    const isAmount = (at) => looks[at] === "amount";
    const hasNumber = rows.some((row) => row.some((text, at) => isAmount(at) && number(text) !== null));
    const saysNoNumber = (row) =>
      row.some((text, at) => isAmount(at) && text && !DASH.test(text) && number(text) === null);
    let heads = 0;
    while (hasNumber && heads < rows.length - 1 && !block.wide.has(heads) && saysNoNumber(rows[heads])) heads += 1;
    const inThousands = rows.slice(0, heads).some((row) => row.some((text) => /тис\.?\s*(грн|гривень)/i.test(text)));
    const kept = rows
      .map((row, at) => ({ row, wide: block.wide.has(at), at }))
      .filter(({ row, at }) => at >= heads && !isCount(row) && !isCount(block.rows[at]) && !TOTAL.test(first(row)));
    return { lines: kept, hasHeads: heads > 0, inThousands };
  };

  return { read, prepare, number, fromTable, fromLines, DASH };
})();
