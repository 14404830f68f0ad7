/* Reads Markdown exactly as oleksandria_intl/documents/markdown.py does, and writes what that reads as the same. */
import { MarkdownIt, MarkdownParser, MarkdownSerializer } from "../../vendor/prosemirror/prosemirror.js";
import { isLink, nodesOf, schema } from "./schema.js";
import { escaped, tidy } from "./writing.js";

const UNUSED = [
  "image", "html_block", "html_inline", "code", "fence", "hr", "lheading", "reference", "backticks", "autolink",
  "blockquote", "entity",
];
const RULE = /^[ \t]*\|?([ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$/;

function houseReader() {
  const reader = MarkdownIt("commonmark", { html: false, maxNesting: 100 }).enable("table").disable(UNUSED);
  reader.validateLink = isLink;
  const rules = reader.inline.ruler;
  const stars = rules.__rules__.find((rule) => rule.name === "emphasis").fn;
  rules.at("emphasis", (state, silent) => state.src[state.pos] !== "_" && stars(state, silent));
  return reader;
}

const reader = houseReader();

/* How many cells a line of a table has. */
function width(line) {
  const cells = line.trim().split(/(?<!\\)\|/);
  return cells.length - (cells[0] === "") - (cells.length > 1 && cells.at(-1) === "");
}

const widened = (line, cells) => (cells ? `${line.trimEnd().replace(/\|$/, "")}|${cells}` : line);

/* Markdown drops a cell that no head stands over: the heads get room for every one. */
function withRoom(text) {
  const lines = text.split("\n");
  for (let number = 1, end = 0; number < lines.length; number += 1) {
    if (number > end && lines[number].includes("|") && RULE.test(lines[number])) {
      const below = lines.slice(number + 1);
      const last = below.findIndex((line) => !line.trim());
      const rows = last < 0 ? below : below.slice(0, last);
      end = number + rows.length;
      const lacking = Math.max(0, ...rows.map(width)) - width(lines[number]);
      lines[number - 1] = widened(lines[number - 1], "  |".repeat(Math.max(0, lacking)));
      lines[number] = widened(lines[number], "-|".repeat(Math.max(0, lacking)));
    }
  }
  return lines.join("\n");
}

const PARAGRAPH = { type: "paragraph", attrGet: () => null };

/* Cells hold one paragraph each, and words in braces are pieces of their own. */
function* prepared(tokens, words) {
  let above = "";
  for (const token of tokens) {
    const isCell = token.type === "inline" && /^t[hd]_open$/.test(above);
    if (isCell) {
      yield { ...PARAGRAPH, type: "paragraph_open" };
    }
    yield token.type === "inline" ? { ...token, children: [...pieces(token.children, words)] } : token;
    if (isCell) {
      yield { ...PARAGRAPH, type: "paragraph_close" };
    }
    above = token.type;
  }
}

function* pieces(children, words) {
  for (const child of children) {
    for (const node of child.type === "text" && child.content ? nodesOf(child.content, words) : [null]) {
      yield node?.isText ? { type: "text", content: node.text } : node ? { type: "word", attrs: node.attrs } : child;
    }
  }
}

const TOKENS = {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  bullet_list: { block: "bullet_list" },
  ordered_list: { block: "ordered_list", getAttrs: (token) => ({ order: Number(token.attrGet("start") ?? 1) }) },
  list_item: { block: "list_item" },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_header" },
  td: { block: "table_cell" },
  hardbreak: { node: "hard_break" },
  word: { node: "word", getAttrs: (token) => token.attrs },
  strong: { mark: "strong" },
  em: { mark: "em" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
};

/* Lists side by side would become one: each other one has another mark. */
function isOther(node, parent, index) {
  let before = 0;
  while (before < index && parent.child(index - before - 1).type === node.type) {
    before += 1;
  }
  return before % 2 === 1;
}

function writeList(state, node, mark) {
  if (state.inTightList) {
    state.flushClose(1);
  }
  const isWithin = state.inTightList;
  state.inTightList = true;
  node.forEach((item, _, place) => {
    if (place) {
      state.flushClose(1);
    }
    state.wrapBlock(" ".repeat(mark(place).length), mark(place), node, () => state.render(item, node, place));
  });
  state.inTightList = isWithin;
}

function writeTable(state, table) {
  table.forEach((row, _, place) => {
    state.write("|");
    row.forEach((cell) => {
      state.out += " ";
      state.place = "cell";
      state.renderInline(tidy(cell.firstChild), false);
      state.place = "";
      state.out += " |";
    });
    state.ensureNewLine();
    if (!place) {
      state.write(`|${" --- |".repeat(row.childCount)}`);
      state.ensureNewLine();
    }
  });
  state.closeBlock(table);
}

const NODES = {
  paragraph(state, node) {
    state.renderInline(tidy(node));
    state.closeBlock(node);
  },
  heading(state, node) {
    state.place = "heading";
    state.write(`${"#".repeat(node.attrs.level)} `);
    state.renderInline(tidy(node), false);
    state.place = "";
    state.closeBlock(node);
  },
  bullet_list(state, node, parent, index) {
    writeList(state, node, () => (isOther(node, parent, index) ? "* " : "- "));
  },
  ordered_list(state, node, parent, index) {
    const sign = isOther(node, parent, index) ? ")" : ".";
    writeList(state, node, (place) => `${node.attrs.order + place}${sign} `);
  },
  list_item: (state, node) => state.renderContent(node),
  table: writeTable,
  text: (state, node) => state.text(escaped(node, state), false),
  word: (state, node) => state.text(`{${node.attrs.name}}`, false),
  hard_break: (state) => (state.place ? state.write(" ") : state.write("\\\n")),
};

const MARKS = {
  strong: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
  em: { open: "*", close: "*", mixable: true, expelEnclosingWhitespace: true },
  link: { open: "[", close: (_, mark) => `](${mark.attrs.href.replace(/[()]/g, "\\$&")})` },
};

const writer = new MarkdownSerializer(NODES, MARKS, { tightLists: true });

/* Markdown whose words in braces are these: a Map from a word to what it stands for. */
export class Markdown {
  constructor(words = new Map()) {
    this.words = words;
    const tokenizer = { parse: (text) => [...prepared(reader.parse(withRoom(text), {}), words)] };
    this.parser = new MarkdownParser(schema, tokenizer, TOKENS);
  }

  parse(text) {
    return this.parser.parse(text);
  }

  /* Returns a document, or one of its blocks, in the house's own hand. */
  write(doc) {
    return writer.serialize(doc).replace(/^\n+/, "").trimEnd();
  }

  writeBlock(doc, index) {
    return this.write(schema.nodes.doc.create(null, siblings(doc, index))).slice(this.before(doc, index));
  }

  before(doc, index) {
    const above = siblings(doc, index).slice(0, -1);
    return above.length ? this.write(schema.nodes.doc.create(null, above)).length + 2 : 0;
  }

  /* Returns the blocks of a text as they are written: [where they begin, where they end]. */
  places(text) {
    const lines = text.split("\n");
    const starts = [0];
    lines.forEach((line) => starts.push(starts.at(-1) + line.length + 1));
    const outer = reader.parse(withRoom(text), {}).filter((token) => !token.level && token.map && token.nesting >= 0);
    return outer.map(({ map: [first, end] }) => {
      let last = end;
      while (last > first + 1 && !lines[last - 1].trim()) {
        last -= 1;
      }
      return [starts[first], starts[last] - 1];
    });
  }
}

/* A block with the lists of its kind that stand right above it. */
function siblings(doc, index) {
  const found = [doc.child(index)];
  for (let above = index - 1; above >= 0 && doc.child(above).type === found[0].type; above -= 1) {
    if (!found[0].type.name.endsWith("_list")) {
      break;
    }
    found.unshift(doc.child(above));
  }
  return found;
}
