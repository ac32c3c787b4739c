import type { Migration } from '../../core/platform/db/index.ts'
import { conversations } from './conversations.ts'
import { journey } from './journey.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'
import { staff } from './staff.ts'

/** The house: what every clinic has from the first start. */
export const house: Migration = {
  name: '0001-house',
  async up(db) {
    await platform(db)
    await staff(db)
    await people(db)
    await conversations(db)
    await journey(db)
  },
}
