/* Keeps what is typed into a form of the staff as a draft, offers it back, and asks before it is left behind. */
import { forget, newName, openDrafts } from "./drafts-store.js";

const words = document.getElementById("portal-drafts").dataset;
const opener = document.querySelector("form input[name=typed_by]");
const list = document.getElementById("portal-draft-list");
const PAUSE = 800;
const WAIT_FOR_TAB = 1000;
const OF_THE_PAGE = ["csrfmiddlewaretoken", "typed_by", "draft", "kept", "_give_back"];
const VERSION = "opened_version";
const SECRET = "input[type=password], input[type=file], [autocomplete=one-time-code], [autocomplete$=password]";
const SNIPPET = 60;

/* The names and values of a form as the browser would post them, but for what is kept nowhere. */
function contentOf(form) {
  const left = new Set([...form.querySelectorAll(SECRET)].map((input) => input.name).concat(OF_THE_PAGE));
  // Two lists side by side: Django chooses all of the right one when the form is sent.
  const whole = [...form.querySelectorAll("select.filtered[id$='_to']")];
  const moved = whole.flatMap((select) => [...select.options].map((option) => [select.name, option.value]));
  const isText = ([name, value]) => typeof value === "string" && !left.has(name) && !name.includes("__prefix__");
  const filtered = new Set(whole.map((select) => select.name));
  return [...new FormData(form)].filter(isText).filter(([name]) => !filtered.has(name)).concat(moved);
}

/* What makes two contents the same text: the version that a form was opened with is none of it. */
const textOf = (content) => JSON.stringify(content.filter(([name]) => !name.endsWith(VERSION)));

function moment(at) {
  const day = new Date(at);
  const time = day.toLocaleTimeString("uk", { hour: "2-digit", minute: "2-digit" });
  const isToday = day.toDateString() === new Date().toDateString();
  return isToday ? time : `${day.toLocaleDateString("uk", { day: "2-digit", month: "2-digit" })}, ${time}`;
}

function made(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/* The page of a form whose draft this is holds a lock of its name as long as it lives. */
const lockOf = (id) => `portal-draft:${id}`;

async function liveNames() {
  return new Set((await navigator.locks.query()).held.map((lock) => lock.name));
}

function hold(id, wait) {
  const signal = AbortSignal.timeout(wait);
  return new Promise((resolve) => {
    const held = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks.request(lockOf(id), { signal }, held).catch(() => resolve(false));
  });
}

/* The server names the drafts whose forms it has saved. */
function takeSaved() {
  const saved = new RegExp(`(?:^|; )${words.savedCookie}=([0-9a-f.]+)`).exec(document.cookie);
  if (saved) {
    document.cookie = `${words.savedCookie}=; path=${words.root}; max-age=0; samesite=lax`;
  }
  return saved ? saved[1].split(".") : [];
}

/* The longest of the texts by which a draft differs from what is shown. */
function snippet(draft, shown = []) {
  const seen = new Set(shown.map(([name, value]) => `${name}=${value}`));
  const texts = draft.content.filter(([name, value]) => !seen.has(`${name}=${value}`)).map(([, value]) => value);
  const longest = texts.reduce((one, other) => (other.length > one.length ? other : one), "");
  return longest.length > SNIPPET ? `${longest.slice(0, SNIPPET)}…` : longest;
}

/* One form and its draft. */
class Draft {
  constructor(form) {
    this.form = form;
    this.status = made("p", "portal-draft-state", "");
    this.status.setAttribute("role", "status");
    (form.querySelector(".submit-row:last-of-type") ?? form).append(this.status);
    this.name = form.elements.draft;
    this.isLeaving = false;
    this.writing = Promise.resolve(); // one after another, so that the newest text is the last
    const content = contentOf(form);
    this.original = this.name.hasAttribute("data-unsaved") ? null : textOf(content);
    this.kept = this.original;
  }

  get isChanged() {
    return textOf(contentOf(this.form)) !== this.original;
  }

  /* Take the name of the draft that the page was made from; a new one where another tab has it. */
  async begin(drafts) {
    this.drafts = drafts;
    if (!this.name.value || !(await hold(this.name.value, WAIT_FOR_TAB))) {
      this.name.value = newName();
      await hold(this.name.value, WAIT_FOR_TAB);
    }
    await this.keep();
  }

  plan() {
    this.timer ??= setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const content = contentOf(this.form);
    const text = textOf(content);
    if (text === this.kept || !this.drafts) {
      return;
    }
    this.kept = text;
    this.writing = this.writing.then(() => this.write(content, text));
    await this.writing;
  }

  async write(content, text) {
    try {
      if (text === this.original) {
        await forget([this.name.value]);
        this.say("");
      } else {
        const title = document.querySelector("#content h1")?.textContent ?? "";
        const at = await this.drafts.put(this.name.value, { ...here(), title, content });
        this.say(words.kept.replace("{time}", moment(at)));
      }
    } catch {
      this.kept = undefined;
      this.say(words.unkept, true);
    }
  }

  say(sentence, isWarning = false) {
    if (this.status.textContent !== sentence) {
      this.status.textContent = sentence;
    }
    this.status.classList.toggle("portal-warning", isWarning);
  }

  /* The server fills the form: it knows rows that are new, gone or changed by somebody else meanwhile. */
  async giveBack(draft) {
    await this.keep();
    this.isLeaving = true;
    const post = document.createElement("form");
    post.method = "post";
    post.hidden = true;
    const ours = ["csrfmiddlewaretoken", "typed_by"].map((name) => [name, this.form.elements[name].value]);
    for (const [name, value] of [...draft.content, ...ours, ["draft", draft.id], ["_give_back", "1"]]) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      post.append(input);
    }
    document.body.append(post);
    post.submit();
  }
}

/* Where the form is, without the name of a form that was sent and waits: that one may be gone. */
function here() {
  const query = new URLSearchParams(location.search);
  query.delete("kept");
  return { address: location.pathname, search: query.size ? `?${query}` : "" };
}

function versionIn(content) {
  return content.find(([name]) => name === VERSION)?.[1];
}

/* A panel above the form, with the drafts that nobody has open. */
async function offer(page, drafts) {
  const mine = (await drafts.all()).filter((draft) => draft.address === location.pathname);
  const others = mine.filter((draft) => draft.id !== page.name.value);
  const live = await liveNames();
  const shown = textOf(contentOf(page.form));
  const panel = made("section", "portal-panel portal-drafts", "");
  for (const draft of others) {
    if (live.has(lockOf(draft.id))) {
      panel.append(made("p", "", words.elsewhere));
    } else if (textOf(draft.content) === shown) {
      await forget([draft.id]);
    } else {
      panel.append(offered(page, draft));
    }
  }
  if (panel.childElementCount) {
    page.form.before(panel);
  }
}

function offered(page, draft) {
  const item = made("div", "portal-draft", "");
  const shown = contentOf(page.form);
  item.append(made("p", "", `${words.offer.replace("{time}", moment(draft.at))} «${snippet(draft, shown)}»`));
  if (versionIn(draft.content) !== versionIn(shown)) {
    item.append(made("p", "portal-warning", words.changed));
  }
  const [give, discard] = [made("button", "button default", words.giveBack), made("button", "button", words.discard)];
  give.type = discard.type = "button";
  give.addEventListener("click", () => page.giveBack(draft));
  discard.addEventListener("click", async () => {
    await forget([draft.id]);
    const panel = item.parentElement;
    item.remove();
    panel.hidden = !panel.childElementCount;
  });
  const actions = made("p", "portal-actions", "");
  actions.append(give, discard);
  item.append(actions);
  return item;
}

/* On the front page: where unsaved texts are. */
async function listAll(drafts) {
  const live = await liveNames();
  const waiting = (await drafts.all()).filter((draft) => !live.has(lockOf(draft.id)));
  const items = made("ul", "portal-findings", "");
  for (const draft of waiting) {
    const link = made("a", "", `${draft.title}, ${moment(draft.at)}: «${snippet(draft)}»`);
    link.href = draft.address + draft.search;
    const item = made("li", "portal-warning", "");
    item.append(link);
    items.append(item);
  }
  list.append(items);
  list.hidden = !waiting.length;
}

function follow(page) {
  const touched = ["input", "change", "click", "keydown", "formset:added", "formset:removed"];
  touched.forEach((name) => document.addEventListener(name, () => page.plan(), true));
  document.addEventListener("visibilitychange", () => page.keep());
  addEventListener("pagehide", () => page.keep());
  addEventListener("pageshow", () => (page.isLeaving = false));
  page.form.addEventListener("submit", (event) => {
    page.keep();
    page.isLeaving = true;
    setTimeout(() => (page.isLeaving = !event.defaultPrevented));
  });
  addEventListener("beforeunload", (event) => {
    if (page.isChanged && !page.isLeaving) {
      page.keep(); // while the browser asks
      event.preventDefault();
    }
  });
}

async function start() {
  const page = opener && new Draft(opener.form);
  if (page) {
    follow(page);
  }
  if (!isSecureContext) {
    page?.say(words.insecure, true);
    return;
  }
  try {
    await forget(takeSaved());
    if (!page && !list) {
      return;
    }
    const drafts = await openDrafts(words.keyUrl);
    if (page) {
      await page.begin(drafts);
      await offer(page, drafts);
    } else {
      await listAll(drafts);
    }
  } catch {
    page?.say(words.unkept, true);
  }
}

// After the admin's own scripts, which fill lists and add rows.
if (document.readyState === "complete") {
  start();
} else {
  addEventListener("load", () => setTimeout(start));
}
