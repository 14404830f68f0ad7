/* Word's lists: paragraphs, each with its level and its mark, made into lists within lists. */
import { schema } from "./schema.js";

const { bullet_list: bullets, ordered_list: numbers, list_item: point } = schema.nodes;
const NUMBER = /^\(?(?:\d+[.)])*(?:(\d+)|[a-zа-яіїєґ]{1,4})[.)]/i;

/* Returns the level and the mark of a paragraph that is a point of a list of Word's, else null. */
export function markedBy(element, style) {
  const level = /level(\d+)/.exec(style);
  if (!level || element.localName === "li") {
    return null;
  }
  const shown = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("data-style") ?? ""));
  const sign = (shown?.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();
  const number = NUMBER.exec(sign);
  return {
    level: Number(level[1]),
    list: /^\s*(l\d+)/.exec(style)?.[1] ?? "",
    isOrdered: Boolean(number),
    order: number?.[1] ? Number(number[1]) : 1,
  };
}

/* Blocks in order; points that come one after another are gathered into their list. */
export class Lists {
  constructor() {
    this.blocks = [];
    this.open = [];
  }

  static made(isOrdered, order, points) {
    const items = points.map((blocks) => point.createAndFill(null, blocks));
    return isOrdered ? numbers.create({ order }, items) : bullets.create(null, items);
  }

  add(block) {
    if (block) {
      this.close();
      this.blocks.push(block);
    }
  }

  addAll(blocks) {
    blocks.forEach((block) => this.add(block));
  }

  addList(list) {
    this.add(list);
  }

  addPoint(mark, block) {
    if (!block) {
      return;
    }
    const [outer] = this.open;
    if (outer && mark.level <= outer.level && (mark.list !== outer.list || mark.isOrdered !== outer.isOrdered)) {
      this.close();
    }
    while (this.open.length && (this.open.at(-1).level > mark.level || this.isOther(mark))) {
      this.shut();
    }
    if (!this.open.length || this.open.at(-1).level < mark.level) {
      this.open.push({ ...mark, points: [] });
    }
    this.open.at(-1).points.push([block]);
  }

  /* Numbers after dots on one level are another list. */
  isOther(mark) {
    const inner = this.open.at(-1);
    return this.open.length > 1 && inner.level === mark.level && inner.isOrdered !== mark.isOrdered;
  }

  /* Put the innermost list where it belongs: below the last point of the one around it. */
  shut() {
    const { isOrdered, order, points } = this.open.pop();
    const list = Lists.made(isOrdered, order, points);
    (this.open.at(-1)?.points.at(-1) ?? this.blocks).push(list);
  }

  close() {
    while (this.open.length) {
      this.shut();
    }
  }

  get all() {
    this.close();
    return this.blocks;
  }
}
