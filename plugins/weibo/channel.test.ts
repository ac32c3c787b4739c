import { after, before } from 'node:test'
import { createClock, testChannel } from 'qiantai/testing'
import weibo from './index.ts'
import { signedQuery } from './simulator/push/signature.ts'
import { openTown, type Town } from './testing/stage.ts'

const now = createClock().now().getTime()
let town: Town

before(async () => {
  town = await openTown(() => now)
})
after(() => town.stop())

testChannel(weibo, 'fans', {
  settings: () => town.settings,
  said: (id, text) => pushed({ type: 'text', text, data: { id } }),
  forged: () => pushed({ type: 'text', text: '假的', data: {} }, 'not-the-secret'),
  unknown: () => pushed({ type: 'hologram', text: '', data: {} }),
  hang: () => void town.weibo.world.faults.push({ with: 'silent' }),
})

function pushed(deed: object, secret = town.weibo.world.account.secret) {
  const query = Object.fromEntries(new URLSearchParams(signedQuery(secret, now, '57155157')))
  const { uid } = town.weibo.world.account
  const body = JSON.stringify({ receiver_id: uid, sender_id: '2489518277', created_at: '', ...deed })
  return { name: '', method: 'POST', query, headers: {}, body: Buffer.from(body) }
}
