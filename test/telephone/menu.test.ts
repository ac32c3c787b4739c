import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import type { Flow } from '../../core/modules/lines/index.ts'
import { until } from '../support/until.ts'
import { useClinic, words } from './support/clinic.ts'
import { mustHear } from './support/line.ts'
import type { Call } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('A customer at the menu', () => {
  const clinic = useClinic()
  afterEach(async () => {
    await clinic.flow({})
    await clinic.queue({})
  })

  /** 1 is a message; nothing and everything else, said twice, is the queue. */
  const menu = (): Partial<Flow> => ({
    start: { to: 'menu', menu: 'main' },
    menus: {
      main: {
        name: '总机',
        prompt: { house: 'menu' },
        keys: [{ key: '1', label: '留言', step: { to: 'voicemail', teamId: clinic.teamId } }],
        seconds: 3,
        tries: 2,
        otherwise: { to: 'queue', teamId: clinic.teamId },
      },
    },
  })

  it('gets where the key leads, in the voice or beside it', async () => {
    await clinic.flow(menu())
    const anna = await clinic.rings()
    await said(anna, 'menu')
    await anna.press('1')
    await said(anna, 'voicemail')
    await clinic.callIn('voicemail')
    const bo = await clinic.rings('13800138002')
    await said(bo, 'menu')
    await bo.press('1', 'info')
    await said(bo, 'voicemail')
  })

  it('hears that a key means nothing, then the menu again, and goes on where none is pressed', async () => {
    await clinic.flow(menu())
    const anna = await clinic.rings()
    await said(anna, 'menu')
    await anna.press('7')
    const invalid = await said(anna, 'invalid')
    await said(anna, 'menu', invalid)
    await clinic.callIn('queued')
    await mustHear(anna, [600])
  })

  it('hears the place in the queue, with music before and after', async () => {
    await clinic.queue({ announceSeconds: 3, callbackAfter: 0, mostSeconds: 0 })
    const bo = await clinic.rings('13800138002')
    await clinic.callIn('queued')
    const anna = await clinic.rings('13700137052')
    await said(bo, 'place-next')
    const ahead = await said(anna, 'place-ahead')
    await said(anna, 'number-1', ahead)
    await mustHear(anna, [600])
  })

  it('is called back who presses the key for it, and hears so', async () => {
    await clinic.queue({ callbackAfter: 1, announceSeconds: 0, mostSeconds: 0 })
    const anna = await clinic.rings('13700137050')
    const offer = await said(anna, 'callback-offer')
    await anna.press('1')
    await said(anna, 'callback-done', offer)
    await anna.until('ended')
    const { outcome, personId } = await clinic.callIn('ended')
    const { reason } = await clinic.app.db('task').where({ person_id: personId }).first()
    assert.deepEqual([outcome, reason], ['callback', 'asked'])
  })

  it('is told that it is closed, and owed a call', async () => {
    await clinic.flow({ hours: 'clinic', closed: { to: 'end', say: { house: 'closed' } } })
    clinic.clock.pass(14 * 3600)
    const anna = await clinic.rings('13700137051')
    await said(anna, 'closed')
    await anna.until('ended')
    const { outcome, personId } = await clinic.callIn('ended')
    const { reason } = await clinic.app.db('task').where({ person_id: personId }).first()
    assert.deepEqual([outcome, reason], ['closed', 'missed'])
  })
})

/** The moment at which these words were heard; waits for them, after a moment where told. */
async function said({ media }: Call, what: keyof typeof words, after = 0): Promise<number> {
  let moment: number | undefined
  await until(`${what} is heard`, () => {
    moment = media.ear.first(words[what], after, 4000)
    return moment !== undefined
  })
  return moment ?? 0
}
