/** One line of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvLine(cells: string[]): string {
  return `${cells.map((cell) => quoted(defused(cell))).join(',')}\r\n`
}

function defused(cell: string): string {
  return /^[=+\-@\t\r\0＝＋－＠]/.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
