/* The buttons above a text: one stop of the Tab key, arrows between them. */
import { isInTable } from "../../vendor/prosemirror/prosemirror.js";
import { COMMANDS } from "./commands.js";

const SVG = "http://www.w3.org/2000/svg";
/* Drawings of 16 by 16; what has none shows its words. */
const ICONS = {
  bullets: "M1 3h2v2H1zM5 3.5h10M1 7h2v2H1zM5 8h10M1 11h2v2H1zM5 12.5h10",
  numbers: "M2 2v4M1 2.8L2 2M1 9.5q2-1.5 2 0T1 13h2M6 3.5h9M6 8h9M6 12.5h9",
  sink: "M7 3.5h8M7 8h8M7 12.5h8M1 5l3 3l-3 3",
  lift: "M7 3.5h8M7 8h8M7 12.5h8M4 5L1 8l3 3",
  table: "M1.5 2.5h13v11h-13zM1.5 6h13M1.5 9.8h13M6 2.5v11M10.3 2.5v11",
  undo: "M3 6h7a4 4 0 0 1 0 8H6M6 3L3 6l3 3",
  redo: "M13 6H6a4 4 0 0 0 0 8h4M10 3l3 3l-3 3",
};
const GROUPS = [
  { names: ["bold", "italic", "heading"] },
  { names: ["bullets", "numbers", "sink", "lift"] },
  { names: ["table", "word"] },
  { names: ["undo", "redo"] },
  { names: ["source", "preview"], look: "is-last" },
  { names: ["addRow", "addColumn", "dropRow", "dropColumn", "dropTable"], look: "is-of-table" },
];
const LETTERS = { bold: "Ж", italic: "К" };

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/* Buttons by name; press(name) is told of each that was pressed. */
export class Toolbar {
  constructor(labels, editorId, names, press) {
    this.buttons = new Map();
    this.dom = document.createElement("div");
    this.dom.className = "portal-editor-bar";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", labels.bar);
    this.dom.setAttribute("aria-controls", editorId);
    for (const group of GROUPS) {
      const part = document.createElement("span");
      part.className = `portal-editor-group ${group.look ?? ""}`.trim();
      group.names.filter((name) => names.includes(name)).forEach((name) => part.append(this.button(name, labels, press)));
      this.dom.append(...(part.childElementCount ? [part] : []));
    }
    this.dom.addEventListener("keydown", (event) => this.key(event, press));
    this.stop(this.shown()[0]);
  }

  button(name, labels, press) {
    const label = labels[name];
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.dataset.name = name;
    button.title = name === "word" ? labels.words : label;
    if (ICONS[name] || LETTERS[name]) {
      button.setAttribute("aria-label", label);
      button.append(ICONS[name] ? icon(name) : LETTERS[name]);
    } else {
      button.textContent = label;
    }
    // The text keeps the focus and its selection.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        this.stop(button);
        press(name);
      }
    });
    this.buttons.set(name, button);
    return button;
  }

  shown() {
    return [...this.buttons.values()].filter((button) => !button.hidden);
  }

  stop(button) {
    this.buttons.forEach((each) => (each.tabIndex = each === button ? 0 : -1));
  }

  focus() {
    (this.shown().find((button) => button.tabIndex === 0) ?? this.shown()[0]).focus();
  }

  key(event, press) {
    const buttons = this.shown();
    const at = buttons.indexOf(document.activeElement);
    const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    if (event.key in places) {
      const next = buttons.at(places[event.key] % buttons.length);
      this.stop(next);
      next.focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      press("text");
    }
  }

  /* Show what can be done with the text as it is. */
  show(state, isSource) {
    for (const [name, { run, isOn, isOfTable }] of Object.entries(COMMANDS)) {
      const button = this.buttons.get(name);
      button.hidden = Boolean(isOfTable) && (isSource || !isInTable(state));
      button.setAttribute("aria-disabled", String(isSource || !run(state)));
      if (isOn) {
        button.setAttribute("aria-pressed", String(!isSource && isOn(state)));
      }
    }
    this.buttons.get("word")?.setAttribute("aria-disabled", String(isSource));
    this.buttons.get("source").setAttribute("aria-pressed", String(isSource));
    if (![...this.buttons.values()].some((button) => button.tabIndex === 0 && !button.hidden)) {
      this.stop(this.shown()[0]);
    }
  }
}
