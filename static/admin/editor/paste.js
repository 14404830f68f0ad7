/* What Word, LibreOffice, Excel and browsers put on the clipboard, as blocks of a text; everything else is dropped. */
import { isLink, nodesOf, schema } from "./schema.js";
import { tableOf } from "./paste-tables.js";
import { Lists, markedBy } from "./paste-lists.js";

const { paragraph, heading, hard_break: lineBreak } = schema.nodes;
const DROPPED = [
  "style, script, title, meta, link, xml, head, template, noscript, img, svg, object, iframe, video, audio, canvas",
  // What was deleted with changes tracked; comments of Word, in the text and at its end; what carries marks of lists.
  "del, .msoDel, .MsoCommentReference, .msocomanchor, .msocomtxt, .msocomoff, [data-style*='mso-element:comment-list']",
  "[data-style*='mso-hide:all'], [data-style*='display:none'], [data-style*='display: none'], [data-style*='mso-element:header']",
  "[data-style*='mso-element:footer'], a.sdfootnotesym, [id^='_msocom'], [data-style*='mso-element:comment']",
].join(", ");
const BLOCKS =
  "p, div, section, article, main, aside, header, footer, blockquote, pre, address, center, dl, dt, dd, figure, figcaption, " +
  "h1, h2, h3, h4, h5, h6, ul, ol, li, table, form, fieldset, hr, caption";
const SPACES = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;
/* What typesetting adds on paper is no part of a text: oleksandria_intl/typesetting.py. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const HYPHENS = /[\u2010\u2011]/g;
const PLAIN = { bold: false, italic: false, href: "" };

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;

/* Returns the page without what the portal's policy refuses with a complaint: styles and handlers; words of styles stay. */
function parsed(html) {
  const bare = html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "");
  const quiet = bare.replace(TAG, (tag) => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
  return new DOMParser().parseFromString(quiet, "text/html");
}

/* Returns the blocks of what was copied as HTML. */
export function blocksOfHtml(html, words) {
  const page = parsed(html);
  page.querySelectorAll(DROPPED).forEach((part) => part.remove());
  return new Reading(words).blocksIn(page.body);
}

/* Returns the blocks of plain text: what looks like a list or a table of ours is one, every other line a paragraph. */
export function blocksOfText(text, markdown) {
  const lines = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").split("\n");
  const isMarked = (line) => /^\s*([-*]|\d+[.)])\s|^\s*\|/.test(line ?? "");
  const marked = lines.map((line) => line.replace(/^(\s*)[•·–—▪◦]\s+/, "$1- ").replace(/[\u00a0\u202f\t]/g, " "));
  const joined = marked.map((line, place) => (isMarked(line) && isMarked(marked[place + 1]) ? `${line}\n` : `${line}\n\n`));
  const blocks = [];
  markdown.parse(joined.join("")).forEach((block) => blocks.push(block));
  return blocks;
}

/* A style's own words: Word says «mso-bidi-font-weight» for what is no weight of ours. */
function styled(element, property) {
  const declared = (element.getAttribute("data-style") ?? "").split(";").map((each) => each.split(":"));
  return declared.find(([name]) => name.trim().toLowerCase() === property)?.[1]?.trim().toLowerCase() ?? "";
}

function lookOf(element, look) {
  const name = element.localName;
  const weight = styled(element, "font-weight");
  const slant = styled(element, "font-style");
  const address = name === "a" ? (element.getAttribute("href") ?? "") : "";
  const isBold = look.bold || name === "b" || name === "strong";
  const isItalic = look.italic || ["i", "em", "cite", "dfn", "var"].includes(name);
  return {
    bold: weight ? /^(bold|bolder|[6-9]00)$/.test(weight) : isBold,
    italic: slant ? slant === "italic" || slant === "oblique" : isItalic,
    href: isLink(address) ? address : look.href,
  };
}

/* One reading of a page: blocks come out in order, lists of Word's paragraphs gather on the way. */
class Reading {
  constructor(words) {
    this.words = words;
  }

  blocksIn(parent, look = PLAIN) {
    const blocks = new Lists();
    let runs = [];
    const flush = () => {
      const block = this.textBlock(paragraph, runs);
      runs = [];
      return block && blocks.add(block);
    };
    const walk = (within, inherited) => {
      for (const node of within.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          runs.push({ text: node.data, look: inherited });
        } else if (node.nodeType !== Node.ELEMENT_NODE) {
          continue;
        } else if (node.matches(BLOCKS)) {
          flush();
          this.block(node, lookOf(node, inherited), blocks);
        } else if (node.querySelector(BLOCKS)) {
          walk(node, lookOf(node, inherited));
        } else {
          this.inline(node, lookOf(node, inherited), runs);
        }
      }
    };
    walk(parent, look);
    flush();
    return blocks.all;
  }

  block(element, look, blocks) {
    const name = element.localName;
    const mark = markedBy(element, styled(element, "mso-list"));
    if (mark) {
      blocks.addPoint(mark, this.textBlock(paragraph, this.runsOf(element, look)));
    } else if (/^h[1-6]$/.test(name)) {
      blocks.add(this.textBlock(heading, this.runsOf(element, PLAIN), false));
    } else if (name === "ul" || name === "ol") {
      blocks.addList(this.list(element, look));
    } else if (name === "table") {
      this.table(element, blocks);
    } else {
      blocks.addAll(this.blocksIn(element, look));
    }
  }

  /* Lists within a list stand beside its points as often as inside of them. */
  list(element, look) {
    const points = [];
    for (const child of element.children) {
      const isList = child.matches("ul, ol");
      const blocks = isList ? [this.list(child, look)].filter(Boolean) : this.blocksIn(child, lookOf(child, look));
      if (isList && points.length) {
        points.at(-1).push(...blocks);
      } else if (blocks.length) {
        points.push(blocks);
      }
    }
    const isOrdered = element.localName === "ol";
    const order = isOrdered && element.hasAttribute("start") ? element.start : 1;
    return points.length ? Lists.made(isOrdered, order, points) : null;
  }

  table(element, blocks) {
    const captions = [...element.querySelectorAll(":scope > caption")];
    captions.forEach((caption) => blocks.addAll(this.blocksIn(caption)));
    const table = tableOf(element, (cell) => this.cell(cell));
    if (table?.childCount === 1 && table.firstChild.childCount === 1) {
      blocks.addAll(this.blocksIn(element.rows[0].cells[0])); // a frame, not a table
    } else if (table) {
      blocks.add(table);
    }
  }

  /* A cell of Markdown is one line: its paragraphs and points stand one after another. */
  cell(element) {
    const runs = [];
    const walk = (within, look) => {
      for (const node of within.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          runs.push({ text: node.data, look });
        } else if (node.nodeType === Node.ELEMENT_NODE && !isMarkOfList(node)) {
          const isApart = node.matches(BLOCKS) || node.localName === "br" || node.localName === "td";
          runs.push(...(isApart ? [{ text: " ", look }] : []));
          walk(node, lookOf(node, look));
        }
      }
    };
    walk(element, PLAIN);
    return this.textBlock(paragraph, runs) ?? paragraph.create();
  }

  runsOf(element, look) {
    const runs = [];
    this.inline(element, look, runs);
    return runs;
  }

  inline(element, look, runs) {
    if (element.localName === "br") {
      runs.push({ isBreak: true });
    } else if (element.dataset?.word && this.words.has(element.dataset.word)) {
      runs.push({ text: `{${element.dataset.word}}`, look });
    } else if (!isMarkOfList(element)) {
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          runs.push({ text: node.data, look });
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          this.inline(node, lookOf(node, look), runs);
        }
      }
    }
  }

  /* Returns a paragraph or a heading of the runs, white space as HTML has it; null for an empty one. */
  textBlock(type, runs, hasLooks = true) {
    const pieces = [];
    let isAfterSpace = true;
    for (const run of runs) {
      const text = run.isBreak ? "\n" : run.text.replace(INVISIBLE, "").replace(HYPHENS, "-").replace(SPACES, " ");
      const shown = isAfterSpace && !run.isBreak ? text.trimStart() : text;
      if (shown) {
        pieces.push({ text: shown, look: hasLooks && run.look ? run.look : PLAIN });
        isAfterSpace = /[ \n]$/.test(shown);
      }
    }
    while (pieces.length && !pieces.at(-1).text.trim()) {
      pieces.pop();
    }
    const nodes = pieces.flatMap((piece, place) => this.nodes(piece, place === pieces.length - 1));
    return nodes.length ? type.create(null, nodes) : null;
  }

  nodes({ text, look }, isLast) {
    if (text === "\n") {
      return [lineBreak.create()];
    }
    const { strong, em, link } = schema.marks;
    const made = [look.href && link.create({ href: look.href }), look.bold && strong.create(), look.italic && em.create()];
    return nodesOf(isLast ? text.trimEnd() : text, this.words, made.filter(Boolean));
  }
}

/* The dot or the number that Word writes in front of a point, for those who know no lists. */
const isMarkOfList = (element) => /ignore/i.test(styled(element, "mso-list"));
