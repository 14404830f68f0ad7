/* Tables that come in: merged cells get a cell for each place, heads in two rows become one. */
import { schema } from "./schema.js";

const { table: tableType, table_row: rowType, table_cell: cellType, table_header: headType, paragraph } = schema.nodes;
const MOST = 60;

const span = (cell, name) => Math.min(Math.max(Number(cell.getAttribute(name)) || 1, 1), MOST);

/* Returns the places of a table: [row][column] = {cell, isFirst}; a merged cell stands at each of its places. */
function placesOf(rows) {
  const places = rows.map(() => []);
  rows.forEach((row, top) => {
    let left = 0;
    for (const cell of row.cells) {
      while (places[top][left]) {
        left += 1;
      }
      for (let down = 0; down < span(cell, "rowspan") && top + down < rows.length; down += 1) {
        for (let right = 0; right < span(cell, "colspan"); right += 1) {
          places[top + down][left + right] ??= { cell, isFirst: !down && !right };
        }
      }
      left += span(cell, "colspan");
    }
  });
  return places;
}

/* How many rows are heads: a head over several columns has its parts below it, beside it cells go down as far. */
function headRows(rows) {
  const cells = rows.length ? [...rows[0].cells] : [];
  const single = cells.filter((cell) => span(cell, "colspan") === 1).map((cell) => span(cell, "rowspan"));
  const deep = Math.max(1, ...cells.map((cell) => span(cell, "rowspan")));
  const isTiered = single.length < cells.length && single.length > 0 && single.every((each) => each === deep);
  return isTiered && deep < rows.length ? deep : 1;
}

/* Returns a table of ours; its cells are read by a function that makes a paragraph of a cell. null for an empty one. */
export function tableOf(element, read) {
  const rows = [...element.rows].filter((row) => row.cells.length);
  const places = placesOf(rows);
  const columns = Math.max(0, ...places.map((row) => row.length));
  if (!columns) {
    return null;
  }
  const known = new Map(rows.flatMap((row) => [...row.cells].map((cell) => [cell, read(cell)])));
  const deep = headRows(rows);
  const heads = Array.from({ length: columns }, (_, column) => headOf(places.slice(0, deep), column, known));
  const body = places.slice(deep).map((row) => {
    const shown = Array.from({ length: columns }, (_, column) => (row[column]?.isFirst ? known.get(row[column].cell) : paragraph.create()));
    return rowType.create(null, shown.map((each) => cellType.create(null, each)));
  });
  return tableType.create(null, [rowType.create(null, heads.map((each) => headType.create(null, each))), ...body]);
}

/* The heads of a column, from above, each cell once: «Обсяг, тис. грн: 2021 рік». */
function headOf(rows, column, known) {
  const cells = new Set(rows.map((row) => row[column]?.cell).filter(Boolean));
  const texts = [...cells].map((cell) => known.get(cell)).filter((text) => text.content.size);
  if (rows.length < 2 && !rows[0][column]?.isFirst) {
    return paragraph.create();
  }
  return texts.reduce((whole, text, place) => {
    const joint = place ? whole.content.addToEnd(schema.text(": ")) : whole.content;
    return paragraph.create(null, joint.append(text.content));
  }, paragraph.create());
}
