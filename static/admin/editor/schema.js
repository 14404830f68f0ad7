/* What a text may consist of: what the house's Markdown can say, and nothing else. */
import { Schema, tableNodes } from "../../vendor/prosemirror/prosemirror.js";

/* Headings print alike whatever their level; two signs are how the house writes them. */
export const LEVEL = 2;
const ADDRESS = /^(https?:\/\/[^\s/?#]+\S*|mailto:\S+)$/i;

/* Whether an address may become a link on paper: oleksandria_intl/links.py says the same. */
export const isLink = (address) => ADDRESS.test(address);

const tables = tableNodes({ tableGroup: "block", cellContent: "paragraph", cellAttributes: {} });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
    heading: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: { level: { default: LEVEL } },
      // One level on paper, and the level that follows the page's title here.
      toDOM: () => ["h2", { class: "portal-editor-heading" }, 0],
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` })),
    },
    bullet_list: { group: "block", content: "list_item+", toDOM: () => ["ul", 0], parseDOM: [{ tag: "ul" }] },
    ordered_list: {
      group: "block",
      content: "list_item+",
      attrs: { order: { default: 1 } },
      toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0],
      parseDOM: [{ tag: "ol", getAttrs: (list) => ({ order: list.hasAttribute("start") ? list.start : 1 }) }],
    },
    list_item: { content: "block+", defining: true, toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
    ...tables,
    text: { group: "inline" },
    hard_break: {
      inline: true,
      group: "inline",
      selectable: false,
      toDOM: () => ["br"],
      parseDOM: [{ tag: "br" }],
      leafText: () => "\n",
    },
    // A word in braces, shown as what it stands for.
    word: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { name: {}, value: { default: "" } },
      toDOM: ({ attrs }) => {
        const said = { class: "portal-word", "data-word": attrs.name, "data-value": attrs.value };
        return ["span", said, attrs.value || `{${attrs.name}}`];
      },
      parseDOM: [
        { tag: "span[data-word]", getAttrs: ({ dataset }) => ({ name: dataset.word, value: dataset.value ?? "" }) },
      ],
      leafText: ({ attrs }) => attrs.value || `{${attrs.name}}`,
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener" }, 0],
      parseDOM: [{ tag: "a[href]", getAttrs: (a) => isLink(a.getAttribute("href")) && { href: a.getAttribute("href") } }],
    },
    strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
    em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  },
});

/* Returns a piece of text as nodes, the words in braces that the portal knows as themselves. */
export function nodesOf(text, words, marks = []) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(/\{([^{}\n]{1,60})\}/g)) {
    if (words.has(found[1])) {
      const before = text.slice(done, found.index);
      nodes.push(...(before ? [schema.text(before, marks)] : []));
      nodes.push(schema.nodes.word.create({ name: found[1], value: words.get(found[1]) }, null, marks));
      done = found.index + found[0].length;
    }
  }
  return done < text.length ? [...nodes, schema.text(text.slice(done), marks)] : nodes;
}
