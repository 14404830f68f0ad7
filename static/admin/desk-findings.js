// What stands beside the paper: what does not agree, at its place and in the outline, and what has changed.
"use strict";

const WIDE = 3;

// The row of a source, whatever its field.
function rowOf(source) {
  const [model, , ...key] = source.split(":");
  return `${model}::${key.join(":")}`;
}

function noteOf(finding, element) {
  const isWithin = element.matches("td, th, li, p, h2, h3, h4, h5, h6");
  const note = document.createElement(isWithin ? "span" : "div");
  note.className = `desk-finding desk-${finding.kind}`;
  // A cell of a wide table has no room for the sentence: it stands above the form.
  const isBrief = element.matches("td, th") && element.closest("table").querySelectorAll("col").length > WIDE;
  note.textContent = `${finding.label}: ${finding.sentence}`;
  if (isBrief) {
    note.classList.add("desk-brief");
    note.title = note.textContent;
    note.textContent = "!";
  }
  return note;
}

export class Findings {
  constructor(desk, article, outline) {
    this.desk = desk;
    this.article = article;
    this.outline = outline;
    this.outside = document.getElementById("desk-outside");
    this.found = { findings: [], changed: [] };
  }

  show(found) {
    this.found = found;
    this.article.querySelectorAll(".desk-finding").forEach((each) => each.remove());
    this.outline.querySelectorAll(".desk-count, .desk-changed").forEach((each) => {
      each.textContent = "";
      each.classList.remove("desk-error");
    });
    this.outside.querySelectorAll("p").forEach((each) => each.remove());
    this.index();
    found.findings.forEach((finding) => this.showFinding(finding));
    const outside = this.outside.querySelectorAll("p").length;
    this.outside.hidden = !outside;
    this.outside.querySelector("summary").textContent = `${this.desk.dataset.outside}: ${outside}`;
    found.changed.forEach((source) => this.showChanged(source));
  }

  showFinding(finding) {
    const element = this.elementOf(finding);
    this.count(this.entryOf(finding, element), finding);
    if (element) {
      element.append(noteOf(finding, element));
    } else {
      this.showOutside(finding);
    }
  }

  // What does not agree in the row of an element, as its form says it.
  findingsOf(element) {
    const row = element && rowOf(element.dataset.source);
    return this.found.findings.filter((finding) => finding.sources.length && rowOf(finding.sources[0]) === row);
  }

  // Where the sources and rows of the paper stand, the first of each; a long table has thousands.
  index() {
    this.bySource = new Map();
    this.byRow = new Map();
    this.article.querySelectorAll("[data-source]").forEach((each) => {
      const row = rowOf(each.dataset.source);
      this.bySource.set(each.dataset.source, this.bySource.get(each.dataset.source) ?? each);
      this.byRow.set(row, this.byRow.get(row) ?? []).get(row).push(each);
    });
    const entries = [...this.outline.querySelectorAll("[data-row]")].reverse(); // the first of a row counts
    this.entryOfRow = new Map(entries.map((entry) => [rowOf(entry.dataset.row), entry]));
  }

  elementOf(finding) {
    for (const source of finding.sources) {
      // What is made of the edition as a whole is no place.
      const isWhole = source.startsWith("programs.edition::");
      const found = this.bySource.get(source) ?? this.byRow.get(source)?.[0];
      if (found && !isWhole) {
        return found;
      }
    }
    return null;
  }

  entryOf(finding, element) {
    const own = finding.sources.map((source) => this.entryOfRow.get(rowOf(source))).find(Boolean);
    const part = element?.closest(".desk-part").dataset.part;
    return own ?? (part && this.outline.querySelector(`[data-entry="${CSS.escape(part)}"]`));
  }

  count(entry, finding) {
    const count = entry?.querySelector(":scope > .desk-entry .desk-count");
    if (count) {
      count.textContent = String(Number(count.textContent) + 1);
      count.title = `${count.title ? `${count.title}\n` : ""}${finding.sentence}`;
      count.classList.toggle("desk-error", finding.kind === "error" || count.matches(".desk-error"));
    }
  }

  showOutside(finding) {
    const note = document.createElement("p");
    const words = document.createElement(finding.link ? "a" : "span");
    if (finding.link) {
      words.href = finding.link;
    }
    words.textContent = `${finding.label}: ${finding.sentence}`;
    note.className = `desk-${finding.kind}`;
    note.append(words);
    this.outside.append(note);
  }

  showChanged(source) {
    const elements = this.byRow.get(rowOf(source)) ?? [];
    const parts = new Set(elements.map((each) => each.closest(".desk-part").dataset.part));
    const entries = [...parts].map((part) => this.outline.querySelector(`[data-entry="${CSS.escape(part)}"]`));
    [...entries, this.entryOfRow.get(rowOf(source))].filter(Boolean).forEach((entry) => {
      entry.querySelector(":scope > .desk-entry .desk-changed").textContent = this.desk.dataset.changed;
    });
  }
}
