/* What a form says, as the browser would post it, and how a draft of it is told from another. */
const OF_THE_PAGE = ["csrfmiddlewaretoken", "typed_by", "draft", "kept", "_give_back"];
const VERSION = "opened_version";
const SECRET = "input[type=password], input[type=file], [autocomplete=one-time-code], [autocomplete$=password]";
const SNIPPET = 60;

/* The names and values of a form as the browser would post them, but for what is kept nowhere. */
export function contentOf(form) {
  const left = new Set([...form.querySelectorAll(SECRET)].map((input) => input.name).concat(OF_THE_PAGE));
  // Two lists side by side: Django chooses all of the right one when the form is sent.
  const whole = [...form.querySelectorAll("select.filtered[id$='_to']")];
  const moved = whole.flatMap((select) => [...select.options].map((option) => [select.name, option.value]));
  const isText = ([name, value]) => typeof value === "string" && !left.has(name) && !name.includes("__prefix__");
  const filtered = new Set(whole.map((select) => select.name));
  return [...new FormData(form)].filter(isText).filter(([name]) => !filtered.has(name)).concat(moved);
}

/* What makes two contents the same text: the version that a form was opened with is none of it. */
export const textOf = (content) => JSON.stringify(content.filter(([name]) => !name.endsWith(VERSION)));

export function moment(at) {
  const day = new Date(at);
  const time = day.toLocaleTimeString("uk", { hour: "2-digit", minute: "2-digit" });
  const isToday = day.toDateString() === new Date().toDateString();
  return isToday ? time : `${day.toLocaleDateString("uk", { day: "2-digit", month: "2-digit" })}, ${time}`;
}

export function made(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/* The longest of the texts by which a draft differs from what is shown. */
export function snippet(draft, shown = []) {
  const seen = new Set(shown.map(([name, value]) => `${name}=${value}`));
  const texts = draft.content.filter(([name, value]) => !seen.has(`${name}=${value}`)).map(([, value]) => value);
  const longest = texts.reduce((one, other) => (other.length > one.length ? other : one), "");
  return longest.length > SNIPPET ? `${longest.slice(0, SNIPPET)}…` : longest;
}

export function versionIn(content) {
  return content.find(([name]) => name === VERSION)?.[1];
}
