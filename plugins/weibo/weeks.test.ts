import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Delivery } from './simulator/push/delivery.ts'
import { userOf } from './simulator/world.ts'
import { windowFor } from './simulator/window.ts'
import { type Clinic, openAccount, openClinic } from './testing/stage.ts'

type Deed = 'says' | 'follows' | 'unfollows' | 'subscribes' | 'touches' | 'comments' | 'waits'

const deeds: Deed[] = ['says', 'follows', 'unfollows', 'subscribes', 'touches', 'comments', 'waits']
/** Two equal deeds within one second are one to whoever is told of them. */
const pauses = [1, ...[1, 20, 47, 48, 49, 100].map((hours) => hours * 3600)]
const weeks = fc.array(fc.record({ deed: fc.constantFrom(...deeds), seconds: fc.constantFrom(...pauses) }), {
  minLength: 3,
  maxLength: 10,
})

describe('Simulated weeks', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  it('end with the clinic and Weibo of one mind about who may be answered', async () => {
    let someone = 3_000_000_000
    await fc.assert(
      fc.asyncProperty(weeks, async (days) => {
        const uid = String(someone++)
        for (const { deed, seconds } of days) {
          clinic.clock.pass(seconds)
          await act(clinic, uid, deed)
          await clinic.drain()
          const counted = await openAccount(clinic).channel.window(uid)
          const provider = windowFor(clinic.town.weibo.world, userOf(clinic.town.weibo.world, uid))
          assert.equal(counted.open, provider !== undefined, `${deed} ${JSON.stringify(days)}`)
          const until = provider && new Date(provider.until).toISOString()
          assert.ok(!until || Math.abs(Date.parse(counted.until ?? '') - Date.parse(until)) < 2000, deed)
        }
      }),
      { numRuns: 12 },
    )
  })
})

async function act({ town }: Clinic, uid: string, deed: Deed): Promise<Delivery | string | void> {
  const { doings } = town.weibo
  if (deed === 'says') return doings.says(uid, `${town.stage.now()}`)
  if (deed === 'subscribes') return doings.subscribes(uid, true)
  if (deed === 'touches') return doings.touches(uid, { type: 'click', key: '预约' })
  if (deed === 'comments') return doings.comments(uid, `${town.stage.now()}`)
  if (deed !== 'waits') return doings[deed](uid)
}
