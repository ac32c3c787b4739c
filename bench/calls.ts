import type { Options, Row } from './figure.ts'
import { measureEvents } from './telephone/events.ts'
import { measureFifty } from './telephone/fifty.ts'
import { present } from './telephone/furnish.ts'
import { openOurs } from './telephone/places.ts'
import { measureScreens } from './telephone/screens.ts'
import { measureSetups } from './telephone/setups.ts'
import { measureTakeovers } from './telephone/takeovers.ts'

const agents = 55

/** The telephone on a real Asterisk with phones that speak: calls, screens, the take-over, and the calls alone without one. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const ours = await openOurs(agents)
  const screens = await measureScreens(ours, quick ? 10 : 40)
  await present(ours.db, agents)
  const fifty = await measureFifty(ours)
  const setups = await measureSetups(ours, agents, quick ? 40 : 150)
  await ours.stop()
  const takeovers = await measureTakeovers(quick ? 3 : 10)
  const events = await measureEvents(quick ? 50 : 100)
  return [...setups, ...screens, ...takeovers, ...fifty, ...events]
}
