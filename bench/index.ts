import { ratioOf, type Measure, type Row } from './figure.ts'

/** Every figure, by the name that runs it alone. */
const figures: Record<string, () => Promise<{ measure: Measure }>> = {
  weight: () => import('./weight.ts'),
  start: () => import('./start.ts'),
  desk: () => import('./desk.ts'),
  board: () => import('./board.ts'),
  memory: () => import('./memory.ts'),
  search: () => import('./search.ts'),
  messages: () => import('./messages.ts'),
  pushes: () => import('./pushes.ts'),
  calls: () => import('./calls.ts'),
  reception: () => import('./reception.ts'),
}

/** `npm run bench -- [names] [--quick] [--json]`. */
const asked = process.argv.slice(2)
const names = asked.filter((argument) => !argument.startsWith('--'))
const unknown = names.filter((name) => !Object.hasOwn(figures, name))
if (unknown.length > 0) {
  console.error(`No figure ${unknown.join(', ')}: there are ${Object.keys(figures).join(', ')}.`)
  process.exit(2)
}

const results: Record<string, Row[]> = {}
for (const [name, load] of Object.entries(figures)) {
  if (names.length > 0 && !names.includes(name)) continue
  const { measure } = await load()
  const rows = await measure({ quick: asked.includes('--quick') })
  results[name] = rows
  if (!asked.includes('--json')) print(name, rows)
}
if (asked.includes('--json')) console.log(JSON.stringify(results, null, 2))
process.exit()

function print(name: string, rows: Row[]) {
  const lines = rows.map((row) => [
    row.name,
    `${round(row.value)} ${row.unit}`,
    row.beside ? `${row.beside.name}: ${round(row.beside.value)}` : '',
    row.beside ? `× ${round(ratioOf(row) ?? 0)}` : '',
    row.aim === undefined ? '' : `aim ${row.aim}`,
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  console.log(`\n${name}`)
  for (const line of lines) {
    console.log(`  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd())
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
