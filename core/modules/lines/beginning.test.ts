import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openPhones, type Phones } from '../../../test/support/phones.ts'
import { insertId } from '../../platform/db/index.ts'
import { testApp } from '../../testing/index.ts'
import { addExtensions, addLine, setPhoneOnline } from './index.ts'
import { beginning } from './pages/beginning.ts'

const admin = { actor: 'agent:1' }

describe('The way to the first call', () => {
  let house: Phones
  before(async () => void (house = await openPhones()))
  after(() => house.stop())

  const next = async () => (await beginning(house.app))?.next.step

  it('begins with an exchange', async () => {
    const bare = await testApp()
    assert.deepEqual((await beginning(bare.app))?.next, {
      step: 'exchange',
      how: 'exchange',
      href: '/admin/channels/new',
    })
    assert.equal((await beginning(bare.app))?.left, 6)
    await bare.stop()
  })

  it('leads from step to step, and is gone once somebody has spoken', async () => {
    const { app, channelId } = house
    assert.equal(await next(), 'line')
    const kind = { outgoing: true, preferred: true, most: 1, state: 'active' as const }
    const line = { ...kind, channelId, name: '总机', area: '021', reason: '', until: null, note: '' }
    await addLine(app, admin, { ...line, number: '62345678', flowId: null })
    assert.equal(await next(), 'flow')
    await addLine(app, admin, { ...line, number: '62345679', flowId: 'default' })
    assert.equal(await next(), 'extension')
    const { agentId } = await house.as('hao')
    await addExtensions(app, admin, { channelId, agentIds: [agentId], first: '801', device: 'browser' })
    assert.equal(await next(), 'phone')
    await setPhoneOnline(app.db, channelId, '801-web', true)
    assert.equal(await next(), 'call')
    assert.equal((await beginning(app))?.next.how, 'call')
    const night = { ...app, clock: () => new Date('2026-03-02T22:00:00+08:00') }
    assert.equal((await beginning(night))?.next.how, 'call-closed')
    const at = app.clock().toISOString()
    const call = { uid: 'first', channel_id: channelId, direction: 'in', purpose: 'inbound', number: '' }
    await insertId(app.db, 'call', { ...call, state: 'ended', started_at: at, answered_at: at })
    assert.equal(await beginning(app), undefined)
  })
})
