/* The words in braces, offered by name while «{» and what follows it is typed. */
import { Plugin } from "../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const TYPED = /\{([^{}\n]{0,40})$/;
const folded = (text) => text.toLocaleLowerCase("uk");

/* The list under the place where one types; offered is [{word, label, value}]. */
class Suggestions {
  constructor(view, offered, label) {
    this.view = view;
    this.offered = offered;
    this.dom = document.createElement("ul");
    this.dom.className = "portal-words";
    this.dom.id = `${view.dom.id}_words`;
    this.dom.setAttribute("role", "listbox");
    this.dom.setAttribute("aria-label", label);
    this.dom.hidden = true;
    view.dom.parentElement.append(this.dom);
    view.dom.setAttribute("aria-autocomplete", "list");
    this.isRefused = false;
    this.chosen = 0;
    view.dom.addEventListener("blur", () => this.hide());
  }

  /* What is typed from the brace on, or undefined. */
  typed() {
    const { $from, empty } = this.view.state.selection;
    if (!empty || !$from.parent.isTextblock) {
      return undefined;
    }
    return TYPED.exec($from.parent.textBetween(Math.max(0, $from.parentOffset - 42), $from.parentOffset, null, "\ufffc"))?.[1];
  }

  update(view, before) {
    if (before && before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) {
      return;
    }
    const typed = this.typed();
    this.isRefused &&= typed !== undefined;
    const found = typed === undefined || this.isRefused || !view.hasFocus() ? [] : this.matching(typed);
    this.chosen = 0;
    this.show(found);
  }

  matching(typed) {
    const asked = folded(typed);
    return this.offered.filter((each) => folded(`${each.word}\n${each.label}\n${each.value}`).includes(asked));
  }

  show(found) {
    this.found = found;
    this.dom.hidden = !found.length;
    this.dom.replaceChildren(...found.map((each, place) => this.option(each, place)));
    if (!found.length) {
      this.view.dom.removeAttribute("aria-activedescendant");
      this.view.dom.removeAttribute("aria-controls");
      return;
    }
    this.view.dom.setAttribute("aria-controls", this.dom.id);
    this.mark();
    this.place();
  }

  option({ label, value }, place) {
    const option = document.createElement("li");
    const meaning = document.createElement("span");
    option.id = `${this.dom.id}_${place}`;
    option.setAttribute("role", "option");
    option.append(label, meaning);
    meaning.textContent = value;
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.pick(place);
    });
    return option;
  }

  mark() {
    [...this.dom.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.chosen));
    });
    this.dom.children[this.chosen].scrollIntoView({ block: "nearest" });
    this.view.dom.setAttribute("aria-activedescendant", `${this.dom.id}_${this.chosen}`);
  }

  /* Under the line, and within the width of the text. */
  place() {
    const frame = this.dom.offsetParent.getBoundingClientRect();
    const at = this.view.coordsAtPos(this.view.state.selection.from);
    const room = frame.width - this.dom.offsetWidth;
    this.dom.style.left = `${Math.max(0, Math.min(at.left - frame.left, room))}px`;
    this.dom.style.top = `${at.bottom - frame.top + 4}px`;
  }

  pick(place) {
    const { state } = this.view;
    const { word, value } = this.found[place];
    const { from } = state.selection;
    const node = schema.nodes.word.create({ name: word, value }, null, state.selection.$from.marks());
    this.view.dispatch(state.tr.replaceWith(from - this.typed().length - 1, from, node).scrollIntoView());
    this.view.focus();
  }

  hide() {
    this.show([]);
  }

  key(event) {
    if (this.dom.hidden || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter") {
      this.pick(this.chosen);
    } else if (event.key === "Escape") {
      this.refuse();
      event.stopPropagation();
    }
    return Boolean(step) || ["Enter", "Escape"].includes(event.key);
  }

  /* The list stays away until another brace; one that the button put there goes. */
  refuse() {
    const { state } = this.view;
    this.isRefused = true;
    this.hide();
    if (this.isByButton && this.typed() === "") {
      this.view.dispatch(state.tr.delete(state.selection.from - 1, state.selection.from));
    }
    this.isByButton = false;
  }

  destroy() {
    this.dom.remove();
  }
}

/* Returns the plugin; its open(view) does what typing a brace does. */
export function suggesting(offered, label) {
  let list;
  const plugin = new Plugin({
    view(view) {
      list = new Suggestions(view, offered, label);
      return list;
    },
    props: { handleKeyDown: (_, event) => list.key(event) },
  });
  const open = (view) => {
    view.focus();
    view.dispatch(view.state.tr.insertText("{"));
    list.isByButton = true;
  };
  return { plugin, open };
}
