/* How a piece of text is written so that it is read as itself: what Markdown would take for a sign, and edges of looks. */
import { schema } from "./schema.js";

const SIGN = /[\p{P}\p{S}]/u;
const SIGNS_BEFORE = /^[\p{P}\p{S}]+/u;
const SIGNS_AFTER = /[\p{P}\p{S}]+$/u;
const LINE_SIGN = /^(#{1,6}|[-+*])(?=\s|$)/;
const LINE_NUMBER = /^(\d{1,9})([.)])(?=\s|$)/;
const LINE_RULE = /^(?=.*-)[|:\-\s]+$/;
const LOOKS = ["strong", "em"];

/* Returns the text of a node with a backslash before what would not be text. */
export function escaped(node, state) {
  let text = node.text.replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\");
  text = text.replace(/\*/g, (star, at) => (/^\s$/.test(text[at - 1] ?? "") && /^\s$/.test(text[at + 1] ?? "") ? star : "\\*"));
  text = node.marks.some((mark) => mark.type.name === "link") ? text.replace(/[[\]]/g, "\\$&") : text.replace(/\]\(/g, "\\](");
  if (state.place === "cell") {
    return text.replace(/\|/g, "\\|");
  }
  if (state.place === "heading") {
    return text.replace(/(^|\s)(#+)$/, "$1\\$2");
  }
  return state.atBlockStart || /\n\s*$/.test(state.out) ? atLineStart(text) : text;
}

function atLineStart(text) {
  return LINE_RULE.test(text) ? `\\${text}` : text.replace(LINE_SIGN, "\\$1").replace(LINE_NUMBER, "$1\\$2");
}

/* Returns a text block without spaces at the ends of its lines, and with looks that begin and end where they can. */
export function tidy(block) {
  const pieces = [];
  block.forEach((node) => pieces.push(node));
  const isBreak = (node) => !node || node.type.name === "hard_break";
  while (pieces.length && isEmpty(pieces[0], isBreak)) {
    pieces.shift();
  }
  while (pieces.length && isEmpty(pieces.at(-1), isBreak)) {
    pieces.pop();
  }
  const trimmed = pieces.map((node, place) => {
    if (!node.isText) {
      return node;
    }
    let text = isBreak(pieces[place - 1]) ? node.text.trimStart() : node.text;
    text = isBreak(pieces[place + 1]) ? text.trimEnd() : text;
    return text && schema.text(text, node.marks);
  });
  return block.type.create(block.attrs, LOOKS.reduce(withEdges, trimmed.filter(Boolean)));
}

const isEmpty = (node, isBreak) => isBreak(node) || (node.isText && !node.text.trim());

/* A look cannot end between a sign and a letter («слово»далі): there it leaves the sign out. */
function withEdges(pieces, look) {
  const type = schema.marks[look];
  const has = (node) => Boolean(node && type.isInSet(node.marks));
  const isLetter = (letter) => Boolean(letter) && !/\s/.test(letter) && !SIGN.test(letter);
  return pieces.flatMap((node, place) => {
    if (!node.isText || !has(node)) {
      return [node];
    }
    const [before, after] = [pieces[place - 1], pieces[place + 1]];
    const opens = !has(before) && isLetter(last(before)) ? (SIGNS_BEFORE.exec(node.text)?.[0] ?? "") : "";
    const rest = node.text.slice(opens.length);
    const closes = !has(after) && isLetter(first(after)) ? (SIGNS_AFTER.exec(rest)?.[0] ?? "") : "";
    const plain = type.removeFromSet(node.marks);
    const parts = [[opens, plain], [rest.slice(0, rest.length - closes.length), node.marks], [closes, plain]];
    return parts.filter(([text]) => text).map(([text, marks]) => schema.text(text, marks));
  });
}

const last = (node) => (node?.isText ? node.text.at(-1) : node?.type.name === "word" ? "а" : "");
const first = (node) => (node?.isText ? node.text[0] : node?.type.name === "word" ? "а" : "");
