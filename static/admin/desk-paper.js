// The paper and the outline of the workspace: where one stands, what was clicked, what does not agree.
"use strict";

import { Findings } from "./desk-findings.js";

const FIGURE = /^[\d\s.,–-]*\d[\d\s.,–-]*$/;

export const textOf = (element) => element.innerText.trim();

function fieldOf(element) {
  return element.dataset.source.split(":")[1];
}

export class Paper {
  constructor(desk, onOpen) {
    this.desk = desk;
    this.pane = document.getElementById("desk-paper");
    this.article = this.pane.querySelector(".paper");
    this.outline = document.getElementById("desk-outline");
    this.onOpen = onOpen;
    this.known = new Map([...this.parts()].map((part) => [part.dataset.part, part.innerHTML]));
    this.beside = new Findings(desk, this.article, this.outline);
    this.settle();
    this.pane.addEventListener("click", (event) => this.clicked(event));
    this.pane.addEventListener("keydown", (event) => this.pressed(event));
    this.pane.addEventListener("focusin", (event) => this.stand(event.target));
  }

  parts() {
    return this.article.querySelectorAll(":scope > .desk-part");
  }

  links() {
    return [...this.article.querySelectorAll(".desk-link")];
  }

  // One text of the paper is reached by Tab, the others by the arrows.
  settle() {
    const links = this.links();
    links.forEach((link) => link.setAttribute("tabindex", "-1"));
    links[0]?.setAttribute("tabindex", "0");
  }

  stand(target) {
    if (!target.matches(".desk-link")) {
      return;
    }
    this.article.querySelectorAll(".desk-link[tabindex='0']").forEach((link) => link.setAttribute("tabindex", "-1"));
    target.setAttribute("tabindex", "0");
    this.showHere(target.closest(".desk-part").dataset.part);
  }

  showHere(part) {
    this.outline.querySelectorAll(".desk-here").forEach((entry) => entry.classList.remove("desk-here"));
    this.outline.querySelector(`[data-entry="${CSS.escape(part)}"]`)?.classList.add("desk-here");
  }

  clicked(event) {
    const other = event.target.closest("a, button");
    if (event.ctrlKey || event.metaKey || event.shiftKey || (other && !other.matches(".desk-link"))) {
      return;
    }
    const element = event.target.closest("[data-source]:has(> .desk-link)");
    const isSelecting = !other && !getSelection().isCollapsed;
    if (element && !isSelecting) {
      event.preventDefault();
      this.onOpen(element.querySelector(":scope > .desk-link").href, element);
    }
  }

  pressed(event) {
    const keys = { ArrowDown: 1, ArrowUp: -1 };
    const pages = { PageDown: 1, PageUp: -1 };
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(".desk-link, #desk-paper")) {
      return;
    }
    if (event.key in keys) {
      this.step(event.target, keys[event.key]);
    } else if (event.key in pages) {
      this.turn(event.target, pages[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  step(from, way) {
    const links = this.links();
    const place = links.indexOf(from);
    this.reach(place < 0 ? links[0] : links[Math.min(Math.max(place + way, 0), links.length - 1)]);
  }

  turn(from, way) {
    const parts = [...this.parts()].filter((part) => part.querySelector(".desk-link"));
    const place = parts.indexOf(from.closest(".desk-part"));
    this.reach(parts[Math.min(Math.max(place + way, 0), parts.length - 1)]?.querySelector(".desk-link"));
  }

  reach(link) {
    link?.focus({ preventScroll: true });
    link?.parentElement.scrollIntoView({ block: "center" });
  }

  // Go to a part of the paper, or to whatever has this address.
  go(anchor) {
    const part = this.article.querySelector(`[data-part="${CSS.escape(anchor)}"]`);
    const place = part ?? this.article.querySelector(`#${CSS.escape(anchor)}`);
    if (place) {
      const link = place.querySelector(".desk-link");
      link?.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
      this.showHere(anchor);
    }
  }

  // What is opened

  // The place of an element that outlives the change of its text: its source, and which of those it is.
  placeOf(element) {
    const same = [...this.article.querySelectorAll(`[data-source="${CSS.escape(element.dataset.source)}"]`)];
    return { source: element.dataset.source, nth: same.indexOf(element) };
  }

  at(place) {
    const same = place ? this.article.querySelectorAll(`[data-source="${CSS.escape(place.source)}"]`) : [];
    return same[Math.min(place?.nth ?? 0, same.length - 1)];
  }

  mark(element) {
    if (element) {
      this.showHere(element.closest(".desk-part").dataset.part);
    }
    this.opened = element ? this.placeOf(element) : null;
    this.showOpened();
  }

  showOpened() {
    const marked = this.article.querySelectorAll(".desk-opened, .desk-adds");
    marked.forEach((each) => each.classList.remove("desk-opened", "desk-adds"));
    this.at(this.opened)?.classList.add("desk-opened");
  }

  focusOpened() {
    const element = this.at(this.opened);
    this.reach(element?.querySelector(":scope > .desk-link") ?? this.links()[0]);
  }

  // The cells that a sum adds up: those above it as far as the sum before, of a whole table all.
  addends(element) {
    const table = element.closest("table");
    if (!table || !element.matches("td") || fieldOf(element) || !FIGURE.test(textOf(element))) {
      return [];
    }
    const rows = [...table.rows];
    const isSum = (row) => [...row.cells].some((cell) => cell.matches(".bold") && FIGURE.test(textOf(cell)));
    const own = rows.indexOf(element.closest("tr"));
    const isOfAll = element.dataset.source.startsWith("programs.edition:");
    const before = rows.slice(0, own).reverse();
    const end = isOfAll ? -1 : before.findIndex(isSum);
    const chosen = (end < 0 ? before : before.slice(0, end)).reverse();
    const isFigure = (cell) => cell.dataset.source && fieldOf(cell) && FIGURE.test(textOf(cell));
    return chosen.flatMap((row) => [...row.cells].filter(isFigure));
  }

  // What came from the server

  async refresh() {
    const response = await fetch(this.desk.dataset.paperUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) {
      return;
    }
    const { parts, outline } = await response.json();
    const keep = this.keepPlace();
    this.putParts(parts);
    this.putOutline(outline);
    this.settle();
    this.showOpened();
    this.beside.show(this.beside.found);
    keep();
  }

  putParts(parts) {
    const shown = new Map([...this.parts()].map((part) => [part.dataset.part, part]));
    Object.entries(parts).forEach(([key, html]) => {
      const part = shown.get(key) ?? this.made(key);
      if (this.known.get(key) !== html) {
        part.innerHTML = html;
        this.known.set(key, html);
      }
      shown.delete(key);
      this.article.append(part);
    });
    shown.forEach((part, key) => {
      part.remove();
      this.known.delete(key);
    });
  }

  made(key) {
    const part = document.createElement("div");
    part.className = "desk-part";
    part.dataset.part = key;
    return part;
  }

  putOutline(html) {
    const top = this.outline.scrollTop;
    this.outline.innerHTML = html;
    this.outline.scrollTop = top;
  }

  // Have what stands at the top of the screen, or what is opened, stand there again.
  keepPlace() {
    const top = this.pane.scrollTop;
    const element = this.at(this.opened);
    const before = element?.getBoundingClientRect().top;
    return () => {
      this.pane.scrollTop = top;
      const now = this.at(this.opened);
      if (element && now) {
        this.pane.scrollTop += now.getBoundingClientRect().top - before;
      }
    };
  }

  async renewState() {
    const response = await fetch(this.desk.dataset.stateUrl, { headers: { Accept: "application/json" } });
    if (response.ok) {
      const keep = this.keepPlace();
      this.beside.show(await response.json());
      keep();
    }
  }
}
