import type { Db } from '../../core/platform/db/index.ts'

/** What admins say of public holidays and of the working days that make up for them (调休), over what the house knows. */
export async function calendar(db: Db) {
  await db.schema.createTable('calendar_day', (t) => {
    t.string('date', 10).primary() // YYYY-MM-DD
    t.string('kind', 10).notNullable() // holiday · workday · usual: not what the house says
    t.string('name', 40).notNullable()
    t.string('follows', 3) // mon … sun: whose hours a workday has
  })
}
