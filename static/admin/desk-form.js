// The form of the workspace: an ordinary form of the admin, fetched, enhanced, saved and shown again in its place.
"use strict";

import { addScripts, addStyles, enhance, pathOf } from "./desk-assets.js";
import { goToText } from "./desk-caret.js";
import { focusAgain, isAnswerTo, placeIn, renew, shownIn } from "./desk-saved.js";

const TOKENS = ["csrfmiddlewaretoken", "typed_by", "draft"];
const SETTLED = 400;

const contentOf = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => !TOKENS.includes(name)));

export class Form {
  constructor(desk, { onSaved, onClosed }) {
    this.desk = desk;
    this.turn = 0;
    this.onSaved = onSaved;
    this.onClosed = onClosed;
    this.pane = document.getElementById("desk-form");
    this.sheet = this.pane.querySelector(".desk-sheet");
    this.inputs = this.pane.querySelector(".desk-inputs");
    this.said = this.pane.querySelector(".desk-said");
    this.head = this.pane.querySelector("h2");
    this.saveButton = this.pane.querySelector(".desk-save");
    this.saveButton.addEventListener("click", () => this.form?.requestSubmit());
    this.pane.querySelector(".desk-close").addEventListener("click", () => this.close());
    this.inputs.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.inputs.addEventListener("keydown", (event) => this.entered(event));
    this.inputs.addEventListener("portal:give-back", (event) => {
      event.preventDefault();
      this.giveBack(event.detail);
    });
    ["input", "change"].forEach((name) => this.inputs.addEventListener(name, () => (this.isTyped = true)));
    addEventListener("beforeunload", (event) => this.isTouched() && event.preventDefault());
  }

  // A form without buttons of its own is not sent by Enter.
  entered(event) {
    if (event.key === "Enter" && !event.defaultPrevented && event.target.matches("input:not([type=checkbox])")) {
      event.preventDefault();
      if (!event.target.closest(".select2")) {
        this.form.requestSubmit();
      }
    }
  }

  get form() {
    return this.inputs.querySelector("form");
  }

  get isOpen() {
    return !this.sheet.hidden;
  }

  isTouched() {
    return Boolean(this.isOpen && this.form && this.opened && contentOf(this.form) !== this.opened);
  }

  mayLeave() {
    return !this.isTouched() || confirm(this.desk.dataset.leave);
  }

  say(words, kind = "") {
    this.pane.querySelector(".desk-login").hidden = words !== this.desk.dataset.loggedOut;
    this.said.textContent = words;
    this.said.className = `desk-said ${kind}`;
  }

  // Opening

  showSheet(title) {
    this.pane.querySelector(".desk-hint").hidden = true;
    this.sheet.hidden = false;
    this.head.textContent = title;
    this.say("");
  }

  async open(opened) {
    this.showSheet(opened.title);
    this.show(".desk-made-of", opened.sentence);
    this.place = { ...opened, prefix: opened.form?.prefix ?? "" };
    if (opened.form) {
      return this.load(opened.form.address);
    }
    this.turn += 1;
    this.inputs.replaceChildren();
    this.setAddress("");
    this.say(opened.isCounted ? "" : this.desk.dataset.noForm);
    this.head.focus();
  }

  show(selector, words) {
    const element = this.pane.querySelector(selector);
    element.textContent = words;
    element.hidden = !words;
  }

  async add(address, title) {
    this.showSheet(title);
    this.show(".desk-made-of", "");
    this.place = { field: "", row: "", prefix: "" };
    await this.load(address);
  }

  async load(address) {
    this.setAddress(address);
    const turn = (this.turn += 1);
    this.isRefused = false;
    this.inputs.replaceChildren();
    this.pane.setAttribute("aria-busy", "true");
    const page = await this.fetched(address);
    const form = page && this.formOf(page);
    this.pane.removeAttribute("aria-busy");
    if (turn !== this.turn) {
      return; // closed meanwhile, or another form asked for
    }
    if (!form) {
      this.inputs.replaceChildren();
      this.say(this.desk.dataset[page ? "loggedOut" : "failed"], "desk-bad");
      return;
    }
    await this.put(form, page);
    if (turn === this.turn) {
      this.focusField();
    }
  }

  setAddress(address) {
    this.address = address;
    const ordinary = this.pane.querySelector(".desk-ordinary");
    ordinary.hidden = this.saveButton.hidden = !address;
    ordinary.href = address;
  }

  async fetched(address, options = {}) {
    try {
      this.answer = await fetch(address, options);
      return new DOMParser().parseFromString(await this.answer.text(), "text/html");
    } catch {
      return null;
    }
  }

  formOf(page) {
    return page.querySelector("#content-main > form[method=post][id$='_form']");
  }

  // Put a form of a page into this one, without what stands around it there.
  async put(form, page) {
    form.querySelectorAll(".submit-row, .portal-panel, script").forEach((each) => each.remove());
    // A draft is kept under the address of the form's own page.
    form.setAttribute("action", this.address);
    form.dataset.title = page.querySelector("#content h1")?.textContent.trim() ?? "";
    this.inputs.replaceChildren(document.adoptNode(form));
    addStyles(page);
    await addScripts(page);
    enhance(form);
    this.opened = contentOf(form);
    // What an editor makes of a text when it begins is no change of it.
    this.isTyped = false;
    setTimeout(() => this.settle(form), SETTLED);
  }

  settle(form) {
    if (this.form === form && !this.isTyped && !this.isRefused) {
      this.opened = contentOf(form);
    }
  }

  inputOf({ field, row, prefix }) {
    const ids = prefix ? [...this.form.querySelectorAll(`input[type=hidden][name^="${prefix}-"][name$="-id"]`)] : [];
    const own = ids.find((input) => input.value === String(row));
    const start = own ? own.name.slice(0, -"id".length) : "";
    const named = (name) => this.form.querySelector(`[name="${name}"]:not([type=hidden]), [name="${name}_0"]`);
    return field ? named(`${start}${field}`) : own && own.closest(".inline-related, tr")?.querySelector("input:not([type=hidden])");
  }

  focusField() {
    const error = this.form.querySelector(".errorlist");
    const input = error?.closest(".form-row, td")?.querySelector("input, textarea, select") ?? this.inputOf(this.place);
    if (!input) {
      this.pane.scrollTop = 0;
      return this.head.focus();
    }
    for (let each = input.closest("details"); each; each = each.parentElement.closest("details")) {
      each.open = true;
    }
    const row = input.closest(".form-row, td") ?? input;
    const isSeen = input.offsetParent && !input.matches(".select2-hidden-accessible");
    const shown = isSeen ? input : row.querySelector("[contenteditable=true], .select2-selection") ?? input;
    row.scrollIntoView({ block: input.offsetHeight > 200 ? "start" : "center" });
    shown.focus({ preventScroll: true });
    goToText(document.activeElement, this.place.words);
  }

  // Saving

  async save() {
    if (!this.form || this.isSaving) {
      return;
    }
    this.isSaving = this.saveButton.disabled = true;
    this.say("");
    try {
      await this.post(this.form);
    } finally {
      this.isSaving = this.saveButton.disabled = false;
    }
  }

  async post(form) {
    if (this.isStale) {
      await this.renewTokens(form);
    }
    const sent = shownIn(form);
    const body = new FormData(form);
    body.set("_continue", "1");
    const page = await this.fetched(this.address, { method: "POST", body });
    const answered = page && this.formOf(page);
    if (!answered) {
      this.isStale = true;
      const isGone = page && (this.answer.status === 403 || this.answer.redirected);
      this.say(this.desk.dataset[isGone ? "loggedOut" : "failed"], "desk-bad");
    } else if (this.answer.redirected) {
      await this.saved(answered, page, sent);
    } else {
      await this.refused(answered, page);
    }
  }

  // After logging in anew in another tab the form is still the old session's.
  async renewTokens(form) {
    const page = await this.fetched(this.address);
    const fresh = page && this.formOf(page);
    TOKENS.filter((name) => fresh?.elements[name] && form.elements[name]).forEach((name) => {
      form.elements[name].value = fresh.elements[name].value;
    });
    this.isStale = !fresh;
  }

  async saved(answered, page, sent) {
    const warnings = [...page.querySelectorAll(".messagelist .warning, .messagelist .error")];
    const isWhole = shownIn(this.form) === sent;
    this.isRefused = false;
    this.setAddress(pathOf(this.answer.url));
    if (isAnswerTo(this.form, answered, sent)) {
      renew(this.form, answered);
      this.form.setAttribute("action", this.address);
      // What was typed meanwhile is not saved yet.
      this.opened = isWhole ? contentOf(this.form) : sent;
      this.form.dispatchEvent(new CustomEvent("portal:saved", { detail: { isWhole } }));
    } else {
      const place = placeIn(this.inputs, this.pane);
      this.form.dispatchEvent(new CustomEvent("portal:saved", { detail: { isWhole: true } }));
      await this.put(answered, page);
      focusAgain(place, this.form, this.pane, this.head);
    }
    this.say([this.desk.dataset.saved, ...warnings.map((each) => each.textContent.trim())].join(" "), "desk-good");
    this.onSaved();
  }

  // A draft that is asked for is filled in by the server, which knows what the row has become meanwhile.
  async giveBack(fields) {
    const page = await this.fetched(this.address, { method: "POST", body: new URLSearchParams(fields) });
    const form = page && this.formOf(page);
    if (!form || this.answer.redirected) {
      this.say(this.desk.dataset[page ? "loggedOut" : "failed"], "desk-bad");
      return;
    }
    await this.put(form, page);
    this.opened = "given back";
    this.isTyped = true;
    this.say(page.querySelector(".messagelist li")?.textContent.trim() ?? "");
    this.focusField();
  }

  async refused(form, page) {
    const before = this.opened;
    this.isRefused = true;
    await this.put(form, page);
    this.opened = before;
    this.say(this.desk.dataset.refused, "desk-bad");
    this.focusField();
  }

  close() {
    if (!this.isOpen || !this.mayLeave()) {
      return;
    }
    this.turn += 1;
    this.sheet.hidden = true;
    this.pane.querySelector(".desk-hint").hidden = false;
    this.inputs.replaceChildren();
    this.opened = "";
    this.onClosed();
  }
}
