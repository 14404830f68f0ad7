/* Long texts edited as in Word. The textarea stays the form's field: it has the Markdown, whoever writes it. */
import {
  DOMSerializer, EditorState, EditorView, Fragment, history, inputRules, isInTable, keymap, pasteCells, Plugin, Slice,
  tableEditing, textblockTypeInputRule, wrappingInputRule,
} from "../../vendor/prosemirror/prosemirror.js";
import { COMMANDS, KEYS } from "./commands.js";
import { KeptText } from "./keeping.js";
import { Markdown } from "./markdown.js";
import { blocksOfHtml, blocksOfText } from "./paste.js";
import { Preview } from "./preview.js";
import { schema } from "./schema.js";
import { suggesting } from "./suggest.js";
import { Toolbar } from "./toolbar.js";

const EDITORS = new WeakMap();
const HIDDEN = "portal-editor-source";
const { nodes } = schema;

const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•–]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.ordered_list, (found) => ({ order: Number(found[1]) })),
    textblockTypeInputRule(/^#{1,6}\s$/, nodes.heading),
  ],
});

/* A text that begins or ends with a table has an empty line there: the cursor needs a place. Markdown has none of it. */
const roomy = new Plugin({
  appendTransaction: (_, before, { doc, tr }) => {
    const isTable = (block) => block.type === nodes.table;
    const below = isTable(doc.lastChild) ? tr.insert(doc.content.size, nodes.paragraph.create()) : tr;
    const whole = isTable(doc.firstChild) ? below.insert(0, nodes.paragraph.create()) : below;
    return whole.docChanged ? whole : null;
  },
});

/* One text and its editor. */
class Editor {
  constructor(textarea) {
    this.textarea = textarea;
    this.labels = JSON.parse(textarea.dataset.labels);
    this.offered = JSON.parse(textarea.dataset.words || "[]");
    this.markdown = new Markdown(new Map(this.offered.map(({ word, value }) => [word, value])));
    this.offered.sort((one, other) => this.isForeign(one) - this.isForeign(other));
    this.words = this.offered.length ? suggesting(this.offered, this.labels.words) : null;
    this.preview = new Preview(textarea, this.labels);
    this.isSource = false;
    this.build();
    this.listen();
  }

  /* A word of the other language than the text's. */
  isForeign({ word }) {
    return /[a-z]/i.test(word) !== this.isEnglish;
  }

  get isEnglish() {
    return /_en$/.test(this.textarea.name);
  }

  get id() {
    return `${this.textarea.id}_editor`;
  }

  build() {
    const names = [...Object.keys(COMMANDS), ...(this.words ? ["word"] : []), "source", "preview"];
    this.toolbar = new Toolbar(this.labels, this.id, names, (name) => this.press(name));
    this.toolbar.buttons.get("preview").setAttribute("aria-pressed", "false");
    this.dom = document.createElement("div");
    this.dom.className = "portal-editor";
    this.sheet = document.createElement("div");
    this.sheet.className = "portal-editor-sheet";
    this.textarea.before(this.dom);
    this.dom.append(this.toolbar.dom, this.sheet, this.textarea, this.preview.dom);
    this.view = new EditorView({ mount: this.sheet.appendChild(document.createElement("div")) }, this.props());
    this.hideSource();
    this.view.dispatch(this.view.state.tr); // for the line after a table
  }

  props() {
    return {
      state: this.stateOf(this.textarea.value),
      attributes: this.attributes(),
      editable: () => !this.textarea.disabled && !this.textarea.readOnly,
      dispatchTransaction: (transaction) => this.take(transaction),
      handleDOMEvents: { paste: (view, event) => this.paste(event) },
      transformPastedHTML: (html) => this.cleaned(html),
      handleKeyDown: (view, event) => this.key(event),
    };
  }

  /* What the label and the help of the field say of the textarea, they say of the text. */
  attributes() {
    const { textarea } = this;
    const [label] = textarea.labels;
    if (label && !label.id) {
      label.id = `${textarea.id}_label`;
    }
    const name = label ? { "aria-labelledby": label.id } : { "aria-label": textarea.getAttribute("aria-label") ?? this.labels.text };
    const said = ["aria-describedby", "aria-invalid", "aria-required"].filter((each) => textarea.hasAttribute(each));
    return {
      id: this.id,
      class: "portal-editor-text",
      role: "textbox",
      "aria-multiline": "true",
      lang: this.isEnglish ? "en" : "uk",
      ...name,
      ...Object.fromEntries(said.map((each) => [each, textarea.getAttribute(each)])),
    };
  }

  stateOf(text) {
    this.kept = new KeptText(this.markdown, text);
    this.written = text;
    const plugins = [...(this.words ? [this.words.plugin] : []), rules, keymap(KEYS), history(), tableEditing(), roomy];
    return EditorState.create({ doc: this.kept.doc, plugins });
  }

  take(transaction) {
    this.view.updateState(this.view.state.apply(transaction));
    if (transaction.docChanged) {
      this.write(this.kept.write(this.view.state.doc));
    }
    this.toolbar.show(this.view.state, this.isSource);
  }

  write(text) {
    if (text !== this.textarea.value) {
      this.written = this.textarea.value = text;
      this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  listen() {
    const { textarea } = this;
    // Whoever else writes into the field: a draft that comes back, a proposal, a script.
    ["input", "change"].forEach((name) => textarea.addEventListener(name, () => this.read()));
    addEventListener("pageshow", () => this.read()); // a browser that goes back fills its forms in
    textarea.form?.addEventListener("reset", () => setTimeout(() => this.read()));
    textarea.addEventListener("focus", () => this.isSource || this.view.focus());
    this.view.dom.addEventListener("blur", () => textarea.dispatchEvent(new Event("change", { bubbles: true })));
  }

  /* Show what the field says, unless it is what was written here. */
  read() {
    if (!this.isSource && this.textarea.value !== this.written) {
      const { state } = this.view;
      this.kept = new KeptText(this.markdown, this.textarea.value);
      this.written = this.textarea.value;
      this.view.updateState(state.apply(state.tr.replaceWith(0, state.doc.content.size, this.kept.doc.content)));
      this.toolbar.show(this.view.state, false);
    }
  }

  press(name) {
    const { view } = this;
    if (name === "source") {
      this.toggleSource();
    } else if (name === "preview") {
      this.togglePreview();
    } else if (name === "text") {
      view.focus();
    } else if (name === "word") {
      this.words.open(view);
    } else {
      COMMANDS[name].run(view.state, view.dispatch, view);
      view.focus();
    }
  }

  async togglePreview() {
    await this.preview.toggle();
    this.toolbar.buttons.get("preview").setAttribute("aria-pressed", String(this.preview.isShown));
  }

  toggleSource() {
    this.isSource = !this.isSource;
    this.sheet.hidden = this.isSource;
    if (this.isSource) {
      this.textarea.classList.remove(HIDDEN);
      this.textarea.removeAttribute("aria-hidden");
      this.textarea.removeAttribute("tabindex");
      this.textarea.focus();
    } else {
      this.hideSource();
      this.read();
      this.view.focus();
    }
    this.toolbar.show(this.view.state, this.isSource);
  }

  hideSource() {
    this.textarea.classList.add(HIDDEN);
    this.textarea.setAttribute("aria-hidden", "true");
    this.textarea.tabIndex = -1;
  }

  key(event) {
    if (event.key === "F10" && event.altKey) {
      this.toolbar.focus();
      return true;
    }
    return false;
  }

  paste(event) {
    const { clipboardData } = event;
    if (!clipboardData || !this.view.editable) {
      return false;
    }
    const html = clipboardData.getData("text/html");
    const text = clipboardData.getData("text/plain");
    const blocks = html ? blocksOfHtml(html, this.markdown.words) : [];
    event.preventDefault();
    if (blocks.length || text.trim()) {
      this.insert(blocks.length ? blocks : blocksOfText(text, this.markdown));
    }
    return true;
  }

  /* A phrase goes into the sentence, cells into cells, blocks between blocks. */
  insert(blocks) {
    const { view } = this;
    const content = Fragment.from(blocks);
    if (!content.size) {
      return;
    }
    const slice = new Slice(content, isPlain(blocks[0]) ? 1 : 0, isPlain(blocks.at(-1)) ? 1 : 0);
    if (isInTable(view.state)) {
      const isTable = blocks.length === 1 && blocks[0].type === nodes.table;
      const line = new Slice(Fragment.from(nodes.paragraph.create(null, inlineOf(blocks))), 1, 1);
      if (!isTable || !pasteCells(view, null, slice)) {
        view.dispatch(view.state.tr.replaceSelection(line).scrollIntoView());
      }
      return;
    }
    const tr = view.state.tr.replaceSelection(slice);
    view.dispatch(tr.setMeta("paste", true).scrollIntoView());
  }

  /* What is dropped with the mouse is read by ProseMirror: from the same blocks. */
  cleaned(html) {
    const blocks = blocksOfHtml(html, this.markdown.words);
    const shown = document.createElement("div");
    shown.append(DOMSerializer.fromSchema(schema).serializeFragment(Fragment.from(blocks)));
    return shown.innerHTML;
  }
}

const isPlain = (block) => block.type === nodes.paragraph;

/* The words of blocks in one line, for a cell. */
function inlineOf(blocks) {
  const found = [];
  const block = nodes.doc.create(null, blocks);
  block.descendants((node) => {
    if (node.isTextblock && found.length) {
      found.push(schema.text(" "));
    } else if (node.isInline) {
      found.push(node.type === nodes.hard_break ? schema.text(" ") : node);
    }
  });
  return found;
}

function enhance(textarea) {
  if (!EDITORS.has(textarea)) {
    EDITORS.set(textarea, new Editor(textarea));
  }
}

/* The editor of a field, for scripts that come after. */
export const editorOf = (textarea) => EDITORS.get(textarea);

portal.onForm((root) => {
  root.querySelectorAll("textarea.portal-markdown[data-labels]:not([name*='__prefix__'])").forEach(enhance);
});
