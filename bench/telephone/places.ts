import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { connect, type Db } from '../../core/platform/db/index.ts'
import type { Phone as PhoneOfStaff } from '../../core/plugin/index.ts'
import { prepareHouse } from '../../test/support/process.ts'
import { until } from '../../test/support/until.ts'
import { openAri } from '../../test/telephone/support/ari.ts'
import { type Exchange, startExchange } from '../../test/telephone/support/exchange.ts'
import { openCarrier, openDeskPhone, type Phone } from '../../test/telephone/support/phones/index.ts'
import { bringPhone } from '../../test/telephone/support/provision.ts'
import { furnish, present } from './furnish.ts'

/** Customers speak at this frequency, agents at that. */
export const voices = { customer: 440, agent: 880 }

/** Somewhere to call: an Asterisk with a carrier, desk phones that pick up at once, and a program that answers. */
export type Place = { carrier: Phone; desks: Phone[]; stop: () => Promise<void> }

/** The product, in a process of its own. */
export type Ours = Place & { address: string; pid: number; exchange: Exchange; db: Db }

/** Opens the product with so many agents on an Asterisk of its own. */
export async function openOurs(agents: number): Promise<Ours> {
  const exchange = await startExchange()
  const account = { plugin: 'asterisk', kind: 'pbx', settings: exchange.settings }
  let phones: PhoneOfStaff[] = []
  const house = await prepareHouse(undefined, account, async (app, channelId) => {
    phones = await furnish(app, channelId, agents)
  })
  await house.start()
  const db = await connect({ file: house.file })
  const place = await people(exchange, phones)
  await until(
    'all phones are there',
    async () => (await db('extension').where('desk_online', 1)).length === agents,
  )
  await present(db, agents)
  return {
    ...place,
    exchange,
    db,
    address: house.address,
    pid: house.pid(),
    async stop() {
      await db.destroy()
      await house.end('SIGTERM')
      await house.remove()
      await exchange.stop()
    },
  }
}

/** Opens the least that answers calls, on an Asterisk of its own. */
export async function openBare(agents: number): Promise<Place> {
  const exchange = await startExchange()
  const secret = 'of-the-phones'
  const names = Array.from({ length: agents }, (_, index) => String(8001 + index))
  const ari = await openAri(exchange)
  for (const name of names) await bringPhone(ari, name, secret, 'desk')
  ari.close()
  const place = await people(
    exchange,
    names.map((name) => ({ name, secret })),
  )
  const order = { url: exchange.url, secret: exchange.settings['secret'], phones: names }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../bare/switch.ts')], {
    env: { ...process.env, BARE_EXCHANGE: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    ...place,
    async stop() {
      child.kill()
      await exchange.stop()
    },
  }
}

/** The exchange is told of its phones while we come: who is refused comes again. */
async function people(exchange: Exchange, phones: { name: string; secret: string }[]) {
  const desks = phones.map(({ name, secret }) => openPatiently(exchange, name, secret))
  return {
    carrier: await openCarrier(exchange, { voice: voices.customer }),
    desks: await Promise.all(desks),
  }
}

async function openPatiently(exchange: Exchange, name: string, secret: string): Promise<Phone> {
  let phone: Phone | undefined
  await until(`${name} is registered`, async () => {
    phone = await openDeskPhone(exchange, { name, secret, voice: voices.agent }).catch(() => undefined)
    return phone !== undefined
  })
  if (!phone) throw new Error(`${name} is not registered`)
  phone.manner = () => 'answer'
  return phone
}
