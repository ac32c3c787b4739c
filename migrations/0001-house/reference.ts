import type { TableBuilder } from '../../core/platform/db/index.ts'

/** A column that names a row of another table. */
export function reference(t: TableBuilder, column: string, table: string) {
  return t.integer(column).references('id').inTable(table)
}
