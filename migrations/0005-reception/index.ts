import type { Migration } from '../../core/platform/db/index.ts'
import { abuse } from './abuse.ts'
import { alerts } from './alerts.ts'
import { blocks } from './blocks.ts'
import { board } from './board.ts'
import { branches } from './branches.ts'
import { calendar } from './calendar.ts'
import { links } from './links.ts'
import { merges } from './merges.ts'
import { permissions } from './permissions.ts'
import { queue } from './queue.ts'
import { ratings } from './ratings.ts'
import { timers } from './timers.ts'

/** One customer, one reception: who gets whom and why, merged people, side links, timers, alerts, ratings, blocks. */
export const reception: Migration = {
  name: '0005-reception',
  async up(db) {
    await queue(db)
    await merges(db)
    await links(db)
    await calendar(db)
    await timers(db)
    await alerts(db)
    await ratings(db)
    await blocks(db)
    await abuse(db)
    await board(db)
    await branches(db)
    await permissions(db)
  },
}
