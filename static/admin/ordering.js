/* Rows are dragged by their handles; the buttons beside them work without this script, by saving the page. */
"use strict";

(() => {
  const rowOf = (element) => element.closest("tr.form-row, .inline-related, tr");
  let dragged = null;

  /* The rows that may change places with one: those of its table, in a list those under the same parent. */
  function siblingsOf(row) {
    const place = row.querySelector(".portal-place");
    const within = place.dataset.within;
    const all = [...row.parentElement.children].filter((each) => each.querySelector(".portal-place"));
    return all.filter((each) => !isTemplate(each) && each.querySelector(".portal-place").dataset.within === within);
  }

  const isTemplate = (row) => row.classList.contains("empty-form");
  const inputOf = (row) => row.querySelector(":scope input.portal-order");
  const isDeleted = (row) => row.querySelector("input[name$=-DELETE]")?.checked;

  /* A new row that nothing was typed into keeps no place: it would count as filled in. */
  function isFilled(row) {
    const inputs = [...row.querySelectorAll("input:not([type=hidden]), textarea, select")];
    const isOld = row.classList.contains("has_original") || row.querySelector("input[name$='-opened_version']")?.value;
    return isOld || inputs.some((input) => (input.type === "checkbox" ? input.checked : input.value));
  }

  function number(rows) {
    const kept = rows.filter((row) => isFilled(row) && !isDeleted(row));
    kept.forEach((row, index) => (inputOf(row).value = String(index + 1)));
    inputOf(rows[0]).dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* In a form: the rows change places at once, and are saved with all else. */
  function put(row, other, isAfter) {
    other[isAfter ? "after" : "before"](row);
    number(siblingsOf(row));
  }

  /* In a list: the server moves the row, and shows the list as it stands then. */
  function send(row, other, isAfter) {
    const rows = siblingsOf(row).filter((each) => each !== row);
    const next = isAfter ? rows[rows.indexOf(other) + 1] : other;
    const pk = (each) => each.querySelector(".portal-place").dataset.pk;
    const form = row.closest("form");
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "_move" });
    input.value = next ? `${pk(row)}:before:${pk(next)}` : `${pk(row)}:last`;
    form.append(input);
    form.requestSubmit();
  }

  function onButton(event) {
    const button = event.target.closest("button.portal-move");
    const row = button && rowOf(button);
    if (!row || !inputOf(row)) {
      return; // in a list the button itself is sent
    }
    event.preventDefault();
    const isUp = button.value.endsWith(":up");
    const rows = siblingsOf(row);
    const other = rows[rows.indexOf(row) + (isUp ? -1 : 1)];
    if (other) {
      put(row, other, !isUp);
      button.focus();
    }
  }

  function clear() {
    for (const row of document.querySelectorAll(".portal-drop-before, .portal-drop-after")) {
      row.classList.remove("portal-drop-before", "portal-drop-after");
    }
  }

  /* The row over which one is dragged, and whether it would come after it. */
  function target(event) {
    const row = dragged && siblingsOf(dragged).find((each) => each.contains(event.target));
    if (!row || row === dragged) {
      return null;
    }
    const box = row.getBoundingClientRect();
    return { row, isAfter: event.clientY > box.top + box.height / 2 };
  }

  function start(event) {
    const place = event.target.closest?.(".portal-place[draggable=true]");
    if (place) {
      dragged = rowOf(place);
      dragged.classList.add("portal-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    }
  }

  function over(event) {
    const found = target(event);
    clear();
    if (found) {
      event.preventDefault();
      found.row.classList.add(found.isAfter ? "portal-drop-after" : "portal-drop-before");
    }
  }

  function drop(event) {
    const found = target(event);
    if (found) {
      event.preventDefault();
      (inputOf(dragged) ? put : send)(dragged, found.row, found.isAfter);
    }
    end();
  }

  function end() {
    clear();
    dragged?.classList.remove("portal-dragged");
    dragged = null;
  }

  portal.onForm((root) => {
    for (const place of root.querySelectorAll(".portal-place:has(.portal-handle)")) {
      place.draggable = true;
    }
  });
  addEventListener("click", onButton);
  addEventListener("dragstart", start);
  addEventListener("dragover", over);
  addEventListener("drop", drop);
  addEventListener("dragend", end);
})();
