/** A row of a table in text, and the line on which it begins, 1 is the first. */
export type TableRow = { line: number; cells: string[] }

/** Rows of CSV (RFC 4180), also with semicolons or tabs as spreadsheets write them; empty ones are left out. */
export function readTable(text: string): TableRow[] {
  const separator = /[;\t]/.exec(text.split('\n', 1)[0] ?? '')?.[0] ?? ','
  const rows: TableRow[] = []
  let [row, cell, line, quoted]: [TableRow, string, number, boolean] = [{ line: 1, cells: [] }, '', 1, false]
  const endCell = () => {
    row.cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.cells.some(Boolean)) rows.push(row)
    row = { line: line + 1, cells: [] }
  }
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  for (let at = 0; at < source.length; at++) {
    const letter = source.charAt(at)
    if (quoted && letter === '"' && source[at + 1] === '"') cell += source.charAt(++at)
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === separator) endCell()
    else if (!quoted && letter === '\n') endRow()
    else cell += letter
    if (letter === '\n') line++
  }
  endRow()
  return rows
}

/** Text of a file: UTF-8, or what spreadsheets in China write. */
export function decoded(data: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  } catch {
    return new TextDecoder('gb18030').decode(data)
  }
}
