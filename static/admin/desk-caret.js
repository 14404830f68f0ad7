// In a long text the cursor goes to the very paragraph that was clicked in the paper.
"use strict";

const ENOUGH = 60;
const MARK = /^([-–—•*]|\d+(\.\d+)*[.)]|[а-яіїєґ]\))\s+/i;

const plain = (text) => text.replace(/\s+/g, " ").trim();

export function goToText(box, words) {
  const wanted = plain(plain(words ?? "").replace(MARK, "")).slice(0, ENOUGH);
  if (!wanted || !box?.matches("[contenteditable=true]")) {
    return;
  }
  const blocks = [...box.querySelectorAll("p, h1, h2, h3, h4, h5, h6")];
  const block = blocks.find((each) => plain(each.textContent).startsWith(wanted));
  if (block && block !== blocks[0]) {
    getSelection().collapse(block, 0);
    // Within its own box, so that the buttons above it stay in sight.
    box.scrollTop += block.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }
}
