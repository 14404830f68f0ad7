// Bare addresses are text in the house's Markdown.
export default function LinkifyIt() {}
