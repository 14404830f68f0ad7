/* Keeps what is typed into a form of the staff as a draft, offers it back, and asks before it is left behind. */
import { contentOf, made, moment, snippet, textOf, versionIn } from "./drafts-content.js";
import { forget, newName, openDrafts } from "./drafts-store.js";

const words = document.getElementById("portal-drafts").dataset;
const list = document.getElementById("portal-draft-list");
const PAUSE = 800;
const WAIT_FOR_TAB = 1000;

/* The page of a form whose draft this is holds a lock of its name as long as it lives. */
const lockOf = (id) => `portal-draft:${id}`;

async function liveNames() {
  return new Set((await navigator.locks.query()).held.map((lock) => lock.name));
}

/* Hold a draft's name: return how to let it go; nothing where another page holds it. */
function hold(id, wait) {
  const signal = AbortSignal.timeout(wait);
  return new Promise((resolve) => {
    const letGo = (end) => () => {
      end();
      return asked;
    };
    const held = () => new Promise((end) => resolve(letGo(end)));
    const asked = navigator.locks.request(lockOf(id), { signal }, held).catch(() => resolve(null));
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

  /* A form that was put into the page, as the workspace does, says by its action where it is from. */
  get place() {
    const { pathname, search } = new URL(this.form.getAttribute("action") || location.href, location.href);
    const query = new URLSearchParams(search);
    query.delete("kept"); // the name of a form that was sent and waits: that one may be gone
    return { address: pathname, search: query.size ? `?${query}` : "" };
  }

  get title() {
    return this.form.dataset.title || document.querySelector("#content h1")?.textContent || "";
  }

  get isChanged() {
    return textOf(contentOf(this.form)) !== this.original;
  }

  /* Take the name of the draft that the page was made from; a new one where another tab has it. */
  async begin(drafts) {
    this.drafts = drafts;
    this.release = this.name.value ? await hold(this.name.value, WAIT_FOR_TAB) : null;
    if (!this.release) {
      this.name.value = newName();
      this.release = await hold(this.name.value, WAIT_FOR_TAB);
    }
    await this.keep();
  }

  /* The form was saved and stays in the page: what comes now is another draft. */
  async renew(isWhole) {
    this.original = isWhole ? textOf(contentOf(this.form)) : null;
    this.kept = this.original;
    this.say("");
    if (this.drafts) {
      await this.writing;
      await forget(takeSaved());
      await this.release?.();
      await this.begin(this.drafts);
    }
  }

  /* The form is not in the page any more: its draft waits for whoever opens it again. */
  async retire() {
    pages.delete(this);
    await this.keep();
    await this.writing;
    await this.release?.();
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
        const at = await this.drafts.put(this.name.value, { ...this.place, title: this.title, content });
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
    const ours = ["csrfmiddlewaretoken", "typed_by"].map((name) => [name, this.form.elements[name].value]);
    const fields = [...draft.content, ...ours, ["draft", draft.id], ["_give_back", "1"]];
    if (!this.form.dispatchEvent(new CustomEvent("portal:give-back", { detail: fields, bubbles: true, cancelable: true }))) {
      return; // the page shows it in its own way
    }
    this.isLeaving = true;
    const post = document.createElement("form");
    post.method = "post";
    post.hidden = true;
    for (const [name, value] of fields) {
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

/* A panel above the form, with the drafts that nobody has open. */
async function offer(page, drafts) {
  const mine = (await drafts.all()).filter(({ address }) => address === page.place.address);
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

const pages = new Set();

function followAll() {
  const touched = ["input", "change", "click", "keydown", "formset:added", "formset:removed"];
  touched.forEach((name) => document.addEventListener(name, () => pages.forEach((page) => page.plan()), true));
  document.addEventListener("visibilitychange", () => pages.forEach((page) => page.keep()));
  addEventListener("pagehide", () => pages.forEach((page) => page.keep()));
  addEventListener("pageshow", () => pages.forEach((page) => (page.isLeaving = false)));
  addEventListener("beforeunload", (event) => {
    for (const page of [...pages].filter((each) => each.isChanged && !each.isLeaving && each.form.isConnected)) {
      page.keep(); // while the browser asks
      event.preventDefault();
    }
  });
}

function follow(page) {
  pages.add(page);
  page.form.addEventListener("submit", (event) => {
    page.keep();
    page.isLeaving = true;
    setTimeout(() => (page.isLeaving = !event.defaultPrevented));
  });
  page.form.addEventListener("portal:saved", ({ detail }) => page.renew(detail.isWhole).catch(() => page.say(words.unkept, true)));
}

let opening = null;
const bound = new WeakSet();

async function bind(form) {
  bound.add(form);
  const page = new Draft(form);
  follow(page);
  if (!isSecureContext) {
    page.say(words.insecure, true);
    return;
  }
  try {
    await Promise.all([...pages].filter((each) => !each.form.isConnected).map((each) => each.retire()));
    await forget(takeSaved());
    const drafts = await (opening ??= openDrafts(words.keyUrl));
    await page.begin(drafts);
    await offer(page, drafts);
  } catch {
    opening = null;
    page.say(words.unkept, true);
  }
}

function bindIn(root) {
  const form = root.querySelector("input[name=typed_by]")?.form;
  return form?.isConnected && !bound.has(form) && bind(form);
}

async function start() {
  followAll();
  bindIn(document);
  // What comes later is read once all scripts have done theirs to it.
  portal.onForm((root) => setTimeout(() => bindIn(root)));
  try {
    if (!pages.size && isSecureContext) {
      await forget(takeSaved());
      if (list) {
        await listAll(await openDrafts(words.keyUrl));
      }
    }
  } catch {
    // No list then.
  }
}

// After the admin's own scripts, which fill lists and add rows.
if (document.readyState === "complete") {
  start();
} else {
  addEventListener("load", () => setTimeout(start));
}
