// What the portal's editor takes from ProseMirror and markdown-it; everything else is left out of the file.
export { Schema, Fragment, Slice, DOMSerializer } from "prosemirror-model";
export { EditorState, Plugin, PluginKey, TextSelection, Selection, AllSelection } from "prosemirror-state";
export { EditorView, Decoration, DecorationSet } from "prosemirror-view";
export { keymap } from "prosemirror-keymap";
export { history, undo, redo, closeHistory } from "prosemirror-history";
export { baseKeymap, toggleMark, setBlockType, chainCommands, exitCode } from "prosemirror-commands";
export { wrapInList, splitListItem, liftListItem, sinkListItem } from "prosemirror-schema-list";
export { inputRules, wrappingInputRule, textblockTypeInputRule } from "prosemirror-inputrules";
export {
  tableEditing, handlePaste as pasteCells, addRowAfter, addRowBefore, addColumnAfter, addColumnBefore,
  deleteRow, deleteColumn, deleteTable, isInTable, goToNextCell, tableNodes,
} from "prosemirror-tables";
export { MarkdownParser, MarkdownSerializer } from "prosemirror-markdown";
export { default as MarkdownIt } from "markdown-it";
