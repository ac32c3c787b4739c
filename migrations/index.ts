import type { Migration } from '../core/platform/db/index.ts'
import { house } from './0001-house/index.ts'
import { fileOrder } from './0002-file-order.ts'
import { channels } from './0003-channels.ts'
import { calls } from './0004-calls.ts'
import { reception } from './0005-reception/index.ts'

/** In the order they run. A migration that has landed is never edited; a new one goes to the end. */
export const migrations: Migration[] = [house, fileOrder, channels, calls, reception]
