// After a form was saved: it stays as it is, with its cursor and what can be undone, where the answer says the same.
"use strict";

const NO_TEXT = ["hidden", "submit", "button", "fieldset", "output"];

function valueOf(input) {
  if (input.matches("[type=checkbox], [type=radio]")) {
    return [input.value, input.checked];
  }
  const values = input.matches("select") ? [...input.selectedOptions].map((option) => option.value) : [input.value];
  return values.map((value) => value.replace(/\r\n?/g, "\n").trim());
}

// What one sees in the inputs of a form.
export function shownIn(form) {
  const inputs = [...form.elements].filter((input) => input.name && !NO_TEXT.includes(input.type));
  return JSON.stringify(inputs.map((input) => [input.name, ...valueOf(input)]));
}

const hiddenIn = (form) => [...form.querySelectorAll("input[type=hidden][name]")];
const namesOf = (inputs) => JSON.stringify(inputs.map((input) => input.name).sort());

// A row that was new has other inputs when it is saved; so has a form that was refused before.
export function isAnswerTo(form, answered, sent) {
  const isSame = shownIn(answered) === sent && namesOf(hiddenIn(answered)) === namesOf(hiddenIn(form));
  return isSame && !form.querySelector(".errorlist, .errornote");
}

// The version of the row, its key, and what the form shows beside its inputs.
export function renew(form, answered) {
  hiddenIn(answered).forEach((input) => {
    const own = form.querySelector(`input[type=hidden][name="${CSS.escape(input.name)}"]`);
    if (own) {
      own.value = input.value;
    }
  });
  const shown = [...answered.querySelectorAll(".readonly")];
  const own = [...form.querySelectorAll(".readonly")];
  if (shown.length === own.length) {
    own.forEach((each, index) => each.replaceChildren(...[...shown[index].childNodes].map((node) => document.adoptNode(node))));
  }
}

export function placeIn(inputs, pane) {
  const active = document.activeElement;
  const isWithin = inputs.contains(active);
  return { isWithin, id: active?.id, start: active?.selectionStart, top: pane.scrollTop };
}

export function focusAgain({ isWithin, id, start, top }, form, pane, head) {
  pane.scrollTop = top;
  const same = isWithin && id ? form.querySelector(`#${CSS.escape(id)}`) : null;
  if (same?.offsetParent) {
    same.focus({ preventScroll: true });
    if (start != null && same.setSelectionRange && same.type !== "checkbox") {
      same.setSelectionRange(start, start);
    }
  } else if (isWithin) {
    head.focus({ preventScroll: true });
  }
}
