/* What the buttons and keys of the editor do. */
import {
  addColumnAfter, addRowAfter, baseKeymap, chainCommands, deleteColumn, deleteRow, deleteTable, isInTable, liftListItem,
  redo, setBlockType, sinkListItem, splitListItem, TextSelection, toggleMark, undo, wrapInList,
} from "../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const ROWS = 3;
const COLUMNS = 3;

/* Returns the innermost list that the selection is in, with its place, else undefined. */
function listAround({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ([nodes.bullet_list, nodes.ordered_list].includes($from.node(depth).type)) {
      return { node: $from.node(depth), at: $from.before(depth) };
    }
  }
  return undefined;
}

const isInList = (type) => (state) => listAround(state.selection)?.node.type === type;

/* A list where there is none, the other kind where it is another, none where it is one already. */
const list = (type) => (state, dispatch) => {
  const around = listAround(state.selection);
  if (!around) {
    return wrapInList(type)(state, dispatch);
  }
  if (around.node.type === type) {
    return liftListItem(nodes.list_item)(state, dispatch);
  }
  dispatch?.(state.tr.setNodeMarkup(around.at, type));
  return true;
};

function isInHeading({ selection }) {
  return selection.$from.parent.type === nodes.heading;
}

function heading(state, dispatch) {
  return setBlockType(isInHeading(state) ? nodes.paragraph : nodes.heading)(state, dispatch);
}

function table(state, dispatch) {
  if (isInTable(state)) {
    return false;
  }
  const row = (type) => nodes.table_row.create(null, Array.from({ length: COLUMNS }, () => type.createAndFill()));
  const rows = Array.from({ length: ROWS }, (_, place) => row(place ? nodes.table_cell : nodes.table_header));
  const { $to } = state.selection;
  const at = $to.depth ? $to.after() : $to.pos;
  const tr = state.tr.insert(at, nodes.table.create(null, rows));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

function lineBreak(state, dispatch) {
  if (isInTable(state) || isInHeading(state)) {
    return true;
  }
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/* In a cell, which has one paragraph, to the cell below; from the last row to a new one. */
function nextRow(state, dispatch, view) {
  if (!isInTable(state)) {
    return false;
  }
  const { $head } = state.selection;
  const depth = depthOf($head, "table");
  const [rowPlace, cellPlace] = [$head.index(depth), $head.index(depth + 1)];
  if (rowPlace === $head.node(depth).childCount - 1) {
    addRowAfter(state, dispatch);
  }
  if (dispatch && view) {
    const { tr, doc } = view.state;
    const start = $head.start(depth);
    const grown = doc.resolve(start).node(depth);
    let at = start;
    for (let place = 0; place <= rowPlace; place += 1) {
      at += grown.child(place).nodeSize;
    }
    const row = grown.child(rowPlace + 1);
    at += 1;
    for (let place = 0; place < Math.min(cellPlace, row.childCount - 1); place += 1) {
      at += row.child(place).nodeSize;
    }
    view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at + 1))).scrollIntoView());
  }
  return true;
}

function depthOf($place, name) {
  let depth = $place.depth;
  while (depth && $place.node(depth).type.name !== name) {
    depth -= 1;
  }
  return depth;
}

/* The row of heads stays: Markdown has no table without one. */
function dropRow(state, dispatch) {
  const { $head } = state.selection;
  return isInTable(state) && $head.index(depthOf($head, "table")) > 0 && deleteRow(state, dispatch);
}

function hasMark(type) {
  return ({ selection: { from, to, empty, $from }, storedMarks, doc }) =>
    Boolean(empty ? type.isInSet(storedMarks ?? $from.marks()) : doc.rangeHasMark(from, to, type));
}

const notInHeading = (command) => (state, dispatch, view) => !isInHeading(state) && command(state, dispatch, view);
const strong = notInHeading(toggleMark(marks.strong));
const em = notInHeading(toggleMark(marks.em));
const sink = sinkListItem(nodes.list_item);
const lift = liftListItem(nodes.list_item);

/* By name: what a button does, and whether it is pressed. */
export const COMMANDS = {
  bold: { run: strong, isOn: hasMark(marks.strong) },
  italic: { run: em, isOn: hasMark(marks.em) },
  heading: { run: heading, isOn: isInHeading },
  bullets: { run: list(nodes.bullet_list), isOn: isInList(nodes.bullet_list) },
  numbers: { run: list(nodes.ordered_list), isOn: isInList(nodes.ordered_list) },
  sink: { run: sink },
  lift: { run: lift },
  table: { run: table },
  addRow: { run: addRowAfter, isOfTable: true },
  addColumn: { run: addColumnAfter, isOfTable: true },
  dropRow: { run: dropRow, isOfTable: true },
  dropColumn: { run: deleteColumn, isOfTable: true },
  dropTable: { run: deleteTable, isOfTable: true },
  undo: { run: undo },
  redo: { run: redo },
};

/* Word's keys where the browser leaves them to us. Tab is not among them: it leaves the editor. */
export const KEYS = {
  ...baseKeymap,
  "Mod-b": strong,
  "Mod-i": em,
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  "Mod-]": sink,
  "Mod-[": lift,
  "Alt-Shift-ArrowRight": sink,
  "Alt-Shift-ArrowLeft": lift,
  "Mod-Shift-l": COMMANDS.bullets.run,
  "Shift-Enter": lineBreak,
  Enter: chainCommands(nextRow, splitListItem(nodes.list_item), baseKeymap.Enter),
};
