/* Writes a changed text so that it differs from what was there only where it was changed. */

const isSpace = (letter) => letter === " " || letter === "\n";
const isSame = (one, other) => one === other || (isSpace(one) && isSpace(other));
const FAR = 80;
const SURE = 4;

/* A text and the document that was read from it; write(doc) is the text of what has become of it. */
export class KeptText {
  constructor(markdown, text) {
    this.markdown = markdown;
    this.text = text;
    this.doc = markdown.parse(text);
    const places = markdown.places(text);
    // A document without blocks has an empty paragraph all the same.
    this.blocks = places.map(([start, end], place) => ({ start, end, node: this.doc.child(place), place }));
  }

  write(doc) {
    if (doc.eq(this.doc)) {
      return this.text;
    }
    const whole = this.markdown.write(doc);
    const kept = this.joined(doc);
    return this.markdown.write(this.markdown.parse(kept)) === whole ? kept : whole;
  }

  joined(doc) {
    const parts = [];
    let before = null;
    this.paired(doc).forEach((old, place) => {
      const written = this.blockText(doc, place, old);
      if (!written) {
        return;
      }
      parts.push(parts.length ? this.gap(before, old) : old?.place === 0 ? this.text.slice(0, old.start) : "", written);
      before = old;
    });
    return parts.join("") + (before && before === this.blocks.at(-1) ? this.text.slice(before.end) : "");
  }

  gap(before, old) {
    const isNext = before && old && old.place === before.place + 1;
    return isNext ? this.text.slice(before.end, old.start) : "\n\n";
  }

  blockText(doc, place, old) {
    const source = old && this.text.slice(old.start, old.end);
    if (old && doc.child(place).eq(old.node)) {
      return source;
    }
    const now = this.markdown.writeBlock(doc, place);
    return old ? this.merged(source, this.markdown.writeBlock(this.doc, old.place), now) : now;
  }

  /* Put what differs between two ways of the house's hand into the hand of the source. */
  merged(source, was, now) {
    if (was === source) {
      return now;
    }
    let start = 0;
    while (start < Math.min(was.length, now.length) && was[start] === now[start]) {
      start += 1;
    }
    let end = 0;
    while (end < Math.min(was.length, now.length) - start && was.at(-1 - end) === now.at(-1 - end)) {
      end += 1;
    }
    const at = aligned(was, source);
    const after = (place) => (place ? at[place - 1] + 1 : 0);
    const stop = was.length - end;
    const first = stop > start ? at[start] : after(start);
    const tried = source.slice(0, first) + now.slice(start, now.length - end) + source.slice(after(stop));
    return this.markdown.write(this.markdown.parse(tried)) === this.markdown.write(this.markdown.parse(now)) ? tried : now;
  }

  /* For each block of a document, the block that it was, or undefined. */
  paired(doc) {
    const found = new Array(doc.childCount);
    let [from, to] = [0, doc.childCount];
    let [first, last] = [0, this.blocks.length];
    while (from < to && first < last && doc.child(from).eq(this.blocks[first].node)) {
      found[from++] = this.blocks[first++];
    }
    while (from < to && first < last && doc.child(to - 1).eq(this.blocks[last - 1].node)) {
      found[--to] = this.blocks[--last];
    }
    // Between them: the same ones in their order, and as many between two of these as there were are changed ones.
    let run = from;
    for (let place = from; place <= to; place += 1) {
      const same = place < to ? this.sameFrom(doc.child(place), first, last) : last;
      if (same === undefined) {
        continue;
      }
      const isChanged = same - first === place - run;
      for (; run < place; run += 1) {
        found[run] = isChanged ? this.blocks[first++] : undefined;
      }
      if (place < to) {
        found[place] = this.blocks[same];
      }
      [first, run] = [same + 1, place + 1];
    }
    return [...found];
  }

  sameFrom(node, first, last) {
    const place = this.blocks.slice(first, last).findIndex((block) => block.node.eq(node));
    return place < 0 ? undefined : first + place;
  }
}

/* For each place of a text, the place of another way of writing it. */
function aligned(from, to) {
  const at = new Array(from.length + 1);
  let other = 0;
  for (let place = 0; place < from.length; ) {
    const [skipped, added] = isSame(from[place], to[other]) ? [0, 0] : nearest(from, place, to, other);
    for (let step = 0; step < skipped; step += 1) {
      at[place++] = other;
    }
    other += added;
    if (place < from.length) {
      at[place++] = other++;
    }
  }
  at[from.length] = to.length;
  return at;
}

function nearest(from, place, to, other) {
  for (let far = 1; far < FAR; far += 1) {
    for (let skipped = 0; skipped <= far; skipped += 1) {
      if (agree(from, place + skipped, to, other + far - skipped)) {
        return [skipped, far - skipped];
      }
    }
  }
  return [0, 0];
}

function agree(from, place, to, other) {
  for (let step = 0; step < SURE; step += 1) {
    if (place + step >= from.length || other + step >= to.length) {
      return step > 0;
    }
    if (!isSame(from[place + step], to[other + step])) {
      return false;
    }
  }
  return true;
}
