import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { kefuSettings } from '../testing/accounts.ts'
import { createStage, type Stage } from '../testing/stage.ts'
import { listen, ringing } from './ring.ts'

const rung = (account: Stage) => [account.woken, account.values.get('ring')]

function ring(account: Stage, openkfid: string, event = 'kf_msg_or_event') {
  return ringing(account.channel)({ event, token: 'ENC', openkfid })
}

describe('The bell of 微信客服', () => {
  it('asks for a pull of its account', async () => {
    const own = createStage(kefuSettings)
    assert.deepEqual(await ring(own, kefuSettings.openKfId), { status: 200 })
    assert.deepEqual(rung(own), [['sync'], 'ENC'])
  })

  it('rings for another account of the same app, as long as that is open', async () => {
    const own = createStage(kefuSettings)
    const other = createStage({ ...kefuSettings, openKfId: 'wkOther' })
    const stop = listen(other.channel)
    await ring(own, 'wkOther')
    stop()
    await ring(own, 'wkOther')
    assert.deepEqual(
      [rung(own), rung(other)],
      [
        [[], undefined],
        [['sync'], 'ENC'],
      ],
    )
  })

  it('rings for nobody with another event', async () => {
    const own = createStage(kefuSettings)
    assert.deepEqual(await ring(own, kefuSettings.openKfId, 'kf_account_auth_change'), { status: 200 })
    assert.deepEqual(own.woken, [])
  })
})
