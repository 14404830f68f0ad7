/* Ctrl+S saves and stays; who saved, or came back to a list, finds it as they left it. */
"use strict";

(() => {
  const words = document.currentScript.dataset;
  const PLACE = "portal-place";
  const FRESH = 60 * 1000;

  const mainForm = () => document.querySelector("#content-main form:has(.submit-row)");
  const isNew = (path) => path.endsWith("/add/");
  const listOf = (path) => path.replace(/\/(add|[^/]+\/change)\/$/, "/");

  /* The storage may be closed to us; then nothing is kept, and nothing breaks. */
  function keep(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify({ ...value, at: Date.now() }));
    } catch {
      /* as without this script */
    }
  }

  function take(key, isOnce = true) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (isOnce) {
        sessionStorage.removeItem(key);
      }
      return kept;
    } catch {
      return null;
    }
  }

  /* The key of the letter S, whatever letter the layout puts there. */
  function isSaving(event) {
    return event.code === "KeyS" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  }

  function save(event) {
    const form = isSaving(event) && mainForm();
    const buttons = form ? ["_continue", "_save"].map((name) => form.querySelector(`.submit-row [name=${name}]`)) : [];
    const button = buttons.find(Boolean) ?? (form && form.querySelector(".submit-row [type=submit]"));
    if (!form || !button) {
      return;
    }
    event.preventDefault();
    if (!event.repeat) {
      form.requestSubmit(button);
    }
  }

  /* Where the reader is: how far down, in which input and at which letter, what is unfolded. */
  function place() {
    const focused = document.activeElement;
    const hasLetters = focused && focused.matches("textarea, input[type=text], input:not([type])");
    return {
      path: location.pathname,
      top: scrollY,
      focus: focused && focused.form ? focused.id : "",
      move: focused && focused.name === "_move" ? focused.value : "",
      letters: hasLetters ? [focused.selectionStart, focused.selectionEnd] : null,
      open: [...document.querySelectorAll("#content-main details")].map((details) => details.open),
    };
  }

  const isSamePage = (path) => path === location.pathname || (isNew(path) && listOf(path) === listOf(location.pathname));

  function giveBack() {
    const kept = take(PLACE);
    if (!kept || Date.now() - kept.at > FRESH || !isSamePage(kept.path)) {
      return;
    }
    const wrong = document.querySelector("#content-main .errors, #content-main .row-form-errors");
    unfold(kept.open);
    if (wrong) {
      wrong.scrollIntoView({ block: "center" });
      wrong.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
      return;
    }
    focus(kept);
    scrollTo({ top: kept.top, behavior: "instant" });
    sayInBar();
  }

  function unfold(open) {
    const parts = [...document.querySelectorAll("#content-main details")];
    if (parts.length === open.length) {
      parts.forEach((details, index) => (details.open = details.open || open[index]));
    }
  }

  function focus({ focus: id, letters, move }) {
    const button = move && document.querySelector(`button[name="_move"][value="${CSS.escape(move)}"]`);
    const input = button || (id && document.getElementById(id));
    if (input) {
      input.focus({ preventScroll: true });
      if (letters && input.matches("textarea, input")) {
        input.setSelectionRange(...letters);
      }
    }
  }

  /* What was done stands at the top of the page; whoever is further down reads it in the bar. */
  function sayInBar() {
    const said = document.querySelector(".messagelist .success");
    const bar = mainForm()?.querySelector(".submit-row:last-of-type");
    if (said && bar) {
      const status = document.createElement("p");
      status.className = "portal-saved";
      status.textContent = words.saved;
      bar.append(status);
    }
  }

  /* Lists: as far down as they were when one comes back from a row of theirs. */
  function followList() {
    const key = `${PLACE}:${location.pathname}${location.search}`;
    const cameFrom = document.referrer ? new URL(document.referrer) : null;
    const isBack = cameFrom && cameFrom.origin === location.origin && listOf(cameFrom.pathname) === location.pathname;
    const kept = take(key, false);
    if (isBack && cameFrom.pathname !== location.pathname && kept) {
      scrollTo({ top: kept.top, behavior: "instant" });
      markRow(cameFrom.pathname);
    }
    addEventListener("pagehide", () => keep(key, { top: scrollY }));
  }

  function markRow(path) {
    const links = [...document.querySelectorAll("#result_list a")];
    const link = links.find((each) => new URL(each.href).pathname === path);
    link?.focus({ preventScroll: true });
    link?.closest("tr")?.classList.add("portal-came-from");
  }

  /* On a narrow screen each row is a card, whose values say of which column they are. */
  function nameCells() {
    const heads = [...document.querySelectorAll("#result_list thead th")].map((head) => head.textContent.trim());
    for (const row of document.querySelectorAll("#result_list tbody tr")) {
      [...row.cells].forEach((cell, index) => (cell.dataset.head = heads[index] ?? ""));
    }
  }

  /* A filter near the edge of the screen unfolds to the other side. */
  function turnFilters() {
    for (const list of document.querySelectorAll("#changelist-filter details ul")) {
      list.classList.remove("portal-to-start");
      const isBeyond = list.getBoundingClientRect().right > document.documentElement.clientWidth;
      list.classList.toggle("portal-to-start", isBeyond);
    }
  }

  /* A filter that is unfolded over the list closes by Esc, and when one goes elsewhere. */
  function closeFilters(event) {
    for (const filter of document.querySelectorAll("#changelist-filter details[open]")) {
      if (event.type === "keydown" ? event.key === "Escape" : !filter.contains(event.target)) {
        const isWithin = filter.contains(document.activeElement);
        filter.open = false;
        if (event.type === "keydown" && isWithin) {
          filter.querySelector("summary").focus();
        }
      }
    }
  }

  ["keydown", "click", "focusin"].forEach((name) => addEventListener(name, closeFilters));
  addEventListener("keydown", save);
  addEventListener("DOMContentLoaded", () => {
    const form = mainForm();
    form?.addEventListener("submit", () => keep(PLACE, place()));
    document.getElementById("changelist-form")?.addEventListener("submit", () => keep(PLACE, place()));
    if (document.querySelector("#changelist")) {
      nameCells();
      turnFilters();
      addEventListener("resize", turnFilters);
      addEventListener("toggle", turnFilters, true);
      followList();
    }
  });
  // Once all is laid out and the scripts of the fields have done theirs.
  addEventListener("load", giveBack);
})();
