import { after, before } from 'node:test'
import { createClock, testChannel } from 'qiantai/testing'
import weibo from './index.ts'
import { signedQuery } from './simulator/push/signature.ts'
import { openTown, type Town } from './testing/stage.ts'

let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.stop())

testChannel(weibo, 'fans', {
  settings: () => town.settings,
  unknown: () => pushed({ type: 'hologram', text: '', data: {} }),
  hang: () => void town.weibo.world.faults.push({ with: 'silent' }),
})

/** anna's number is hers on Weibo, where nobody has a name. */
function pushed(deed: object) {
  const { account } = town.weibo.world
  const now = createClock().now().getTime()
  const query = Object.fromEntries(new URLSearchParams(signedQuery(account.secret, now, '1')))
  const body = JSON.stringify({ receiver_id: account.uid, sender_id: '2489518277', created_at: '', ...deed })
  return { name: '', method: 'POST', query, headers: {}, body: Buffer.from(body) }
}
