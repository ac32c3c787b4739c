import type { Simulator, Stage } from '../../core/plugin/index.ts'
import { connect, type Db } from '../../core/platform/db/index.ts'
import type { TestDatabase } from './databases.ts'
import { openPlatform, type Platform } from './platform.ts'
import { type House, prepareHouse } from './process.ts'

/** A clinic's program and the simulated platform of its one account, which push and call each other over HTTP. */
export type Town<S extends Simulator> = Pick<Platform<S>, 'simulator'> & {
  house: House
  /** The clinic's database, as somebody beside the program reads it. */
  db: Db
  /** Another connection of its own; whoever opens it destroys it. */
  connect: () => Promise<Db>
  /** Kills the program where it stands, and starts it a minute later. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

type Account<S> = { plugin: string; kind: string; simulate: (stage: Stage) => Promise<S> }

/** Starts both. */
export async function openTown<S extends Simulator>(
  { options }: TestDatabase,
  { plugin, kind, simulate }: Account<S>,
): Promise<Town<S>> {
  const { simulator, pushTo, stop } = await openPlatform(simulate)
  const house = await prepareHouse(options.url, { plugin, kind, settings: simulator.settings })
  pushTo(`${house.address}/hooks/${plugin}/${house.site}/`)
  const open = () => connect(options.url ? options : { file: house.file })
  const db = await open()
  await house.start()

  return {
    simulator,
    house,
    db,
    connect: open,
    async restart() {
      await house.end('SIGKILL')
      await endLeases(db)
      await house.start()
    },
    async stop() {
      await house.end('SIGKILL')
      await db.destroy()
      await house.remove()
      await stop()
    },
  }
}

/** What a dead worker had in hand is taken up by others after a minute, for which no test has to wait. */
async function endLeases(db: Db) {
  await db('job')
    .whereNotNull('lease')
    .update({ leased_until: new Date(0).toISOString() })
}
