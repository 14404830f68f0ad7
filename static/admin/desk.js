// The workspace of an edition: the outline, the paper and the form know of each other here.
"use strict";

import { Form } from "./desk-form.js";
import { Paper, textOf } from "./desk-paper.js";

const desk = document.getElementById("desk");
const NAMES = ["outline", "paper", "form"];
const pane = (name) => document.getElementById(`desk-${name}`);
const tab = (name) => document.getElementById(`desk-tab-${name}`);
const LONGEST = 70;

const paper = new Paper(desk, (address, element) => openForm(address, element));
const form = new Form(desk, { onSaved: followed, onClosed: closed });

// Three tabs where there is no room for three parts

function choose(name, { focus = false } = {}) {
  desk.dataset.tab = name;
  NAMES.forEach((each) => {
    tab(each).setAttribute("aria-selected", String(each === name));
    tab(each).tabIndex = each === name ? 0 : -1;
  });
  if (focus) {
    tab(name).focus();
  }
}

function turnTabs(event) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (way) {
    event.preventDefault();
    choose(NAMES[(NAMES.indexOf(desk.dataset.tab) + way + NAMES.length) % NAMES.length], { focus: true });
  }
}

// Opening and closing

async function openForm(address, clicked) {
  if (!form.mayLeave()) {
    return;
  }
  const place = clicked && paper.placeOf(clicked);
  const opened = await asked(address);
  if (!opened) {
    form.showSheet("");
    form.say(desk.dataset.failed, "desk-bad");
    choose("form");
    return;
  }
  // The paper may have been renewed meanwhile.
  const element = (place && paper.at(place)) ?? null;
  paper.mark(element);
  if (element && !opened.field && /^\d+\.$/.test(textOf(element))) {
    opened.field = "order";
  }
  opened.words = element ? textOf(element) : "";
  showLeads(opened, element);
  showNotes(element);
  choose("form");
  await form.open(opened);
}

// A link from elsewhere may name the text that is to be opened: «?at=programs.section:body_uk:goals».
function openAsked() {
  const source = new URLSearchParams(location.search).get("at");
  const element = source && paper.at({ source, nth: 0 });
  const link = element?.querySelector(":scope > .desk-link");
  if (link) {
    paper.reach(link);
    openForm(link.href, element);
  } else if (source) {
    openForm(`${desk.dataset.openUrl}?source=${encodeURIComponent(source)}`, null);
  }
}

async function asked(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

// What a computed text is made of: the parts of the paper, or the very cells, each a way there.
function showLeads(opened, element) {
  const list = pane("form").querySelector(".desk-leads");
  const cells = element ? paper.addends(element) : [];
  const parts = opened.leads.map((lead) => way(lead.title, () => paper.go(lead.part)));
  const figures = cells.map((cell) => way(labelOf(cell), () => follow(cell)));
  list.replaceChildren(...parts, ...figures);
  list.hidden = !list.childElementCount;
  cells.forEach((cell) => cell.classList.add("desk-adds"));
  if (cells.length) {
    // Nobody types a sum: what stands in the cells is its form.
    Object.assign(opened, { sentence: desk.dataset.counted, form: null, isCounted: true });
  }
}

function showNotes(element) {
  const notes = paper.beside.findingsOf(element).map((finding) => {
    const note = document.createElement("p");
    note.className = `desk-${finding.kind}`;
    note.textContent = `${finding.label}: ${finding.sentence}`;
    return note;
  });
  pane("form").querySelector(".desk-notes").replaceChildren(...notes);
}

function labelOf(cell) {
  const words = [...cell.closest("tr").cells].map(textOf).filter((text) => text && text !== textOf(cell) && /[а-яіїєґ]{3}/i.test(text));
  const name = words.find((text) => !/^(протягом|всього)/i.test(text)) ?? "";
  return `${textOf(cell)}: ${name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name}`;
}

function way(label, go) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => {
    choose("paper");
    go();
  });
  item.append(button);
  return item;
}

function follow(cell) {
  cell.scrollIntoView({ block: "center" });
  const link = cell.querySelector(":scope > .desk-link");
  if (link) {
    openForm(link.href, cell);
  }
}

function closed() {
  choose("paper");
  const opened = paper.opened;
  paper.focusOpened();
  paper.mark(null);
  paper.opened = opened;
}

async function followed() {
  await paper.refresh();
  await paper.renewState();
  showNotes(paper.at(paper.opened));
}

// The outline

function outlineClicked(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || link.matches(".desk-table")) {
    return;
  }
  event.preventDefault();
  if (link.matches(".desk-open")) {
    openForm(link.href, null);
  } else if (link.matches(".desk-add")) {
    addRow(link);
  } else {
    choose("paper");
    paper.go(decodeURIComponent(link.hash.slice(1)));
  }
}

function addRow(link) {
  if (form.mayLeave()) {
    paper.mark(null);
    pane("form").querySelector(".desk-leads").hidden = true;
    showNotes(null);
    choose("form");
    form.add(link.href, link.textContent.trim());
  }
}

function outlinePressed(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way) {
    event.preventDefault();
    const links = [...pane("outline").querySelectorAll("a")];
    links[links.indexOf(document.activeElement) + way]?.focus();
  }
}

// Keys of the whole page

function isBusy() {
  const boxes = document.querySelectorAll(".select2-container--open, .calendarbox, .clockbox, dialog[open]");
  return [...boxes].some((box) => box.getClientRects().length);
}

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
    event.preventDefault();
    event.stopImmediatePropagation();
    form.form?.requestSubmit();
  } else if (event.key === "F6") {
    event.preventDefault();
    nextPane(event.shiftKey ? -1 : 1);
  }
}

// ProseMirror takes every Esc of a long text for its own; the list of words that it closes tells nobody else of it.
function isTaken(event) {
  return event.defaultPrevented && !event.target.closest?.(".portal-editor-text");
}

function escaped(event) {
  if (event.key === "Escape" && form.isOpen && !isTaken(event) && !isBusy()) {
    event.preventDefault();
    form.close();
  }
}

function nextPane(way) {
  const at = NAMES.findIndex((name) => pane(name).contains(document.activeElement));
  const name = NAMES[(at + way + NAMES.length) % NAMES.length];
  choose(name);
  const first = { outline: "a", paper: ".desk-link[tabindex='0']", form: "input:not([type=hidden]), textarea" }[name];
  (pane(name).querySelector(first) ?? pane(name)).focus();
}

document.documentElement.classList.add("desk-js");
desk.querySelector(".desk-tabs").hidden = false;
NAMES.forEach((name) => tab(name).addEventListener("click", () => choose(name)));
desk.querySelector(".desk-tabs").addEventListener("keydown", turnTabs);
pane("outline").addEventListener("click", outlineClicked);
pane("outline").addEventListener("keydown", outlinePressed);
addEventListener("keydown", pressed, true);
addEventListener("keydown", escaped);
choose("paper");
paper.renewState();
openAsked();
