import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openPhones, type Phones } from '../../../test/support/phones.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import type { Viewer } from '../../module.ts'
import { extensionByPhone, extensionOf, phoneOf, phonesOf, setPhoneOnline, setPhonesOnline } from './index.ts'
import {
  addExtensions,
  editExtension,
  removeExtension,
  restoreExtension,
  revealSecret,
} from './service/extensions.ts'
import { listExtensions } from './store/extensions.ts'

eachDatabase('Phones of staff', ({ create }) => {
  let house: Phones
  let hao: Viewer
  let mei: Viewer
  before(async () => {
    house = await openPhones((await create()).options)
    ;[hao, mei] = [await house.as('hao'), await house.as('mei')]
  })
  after(() => house.stop())

  const give = (agentIds: number[], first = '801') =>
    addExtensions(house.app, house.admin, { channelId: house.channelId, agentIds, first, device: 'browser' })
  const mine = async (viewer: Viewer) => {
    const extension = await extensionOf(house.app.db, viewer.agentId)
    assert.ok(extension)
    return extension
  }

  /** Does this phone ring, once it is registered? */
  async function rings(phone: string): Promise<boolean> {
    const voice = house.app.channels.open(house.channelId)?.voice
    house.exchange.register(phone)
    await voice?.dial(`trial.${phone}`, { to: { phone }, from: {}, timeout: 5 })
    const isRinging = house.exchange.isRinging(phone)
    await voice?.hangUp(`trial.${phone}`)
    await house.exchange.settle()
    return isRinging
  }

  it('are given to whole teams, with numbers that are free, once', async () => {
    assert.equal(await give([hao.agentId, mei.agentId]), 2)
    assert.equal(await give([hao.agentId, mei.agentId, house.lin.agentId]), 1)
    const numbers = (await listExtensions(house.app.db)).map(({ number, agentId }) => [number, agentId])
    assert.deepEqual(numbers, [
      ['801', hao.agentId],
      ['802', mei.agentId],
      ['803', house.lin.agentId],
    ])
    const { agentId } = await house.as('yun')
    await give([agentId], '999')
    await removeExtension(house.app, house.admin, (await extensionOf(house.app.db, agentId))?.id ?? 0)
    await assert.rejects(give([agentId, 0, -1], '999'), Invalid)
  })

  it('are two for each, with passwords of their own, known to the exchange', async () => {
    await house.drain()
    const phones = (await phonesOf(house.app, house.channelId)).filter(({ name }) => name.startsWith('801'))
    assert.deepEqual(
      phones.map(({ name, kind, label }) => [name, kind, label]),
      [
        ['801', 'desk', '郝医生'],
        ['801-web', 'browser', '郝医生'],
      ],
    )
    assert.notEqual(phones[0]?.secret, phones[1]?.secret)
    assert.equal((await phoneOf(house.app, await mine(hao), 'browser'))?.secret, phones[1]?.secret)
    assert.deepEqual([await rings('801'), await rings('801-web'), await rings('899')], [true, true, false])
  })

  it('are found by their names, and are online while they are registered', async () => {
    const { app, channelId } = house
    assert.equal((await extensionByPhone(app.db, channelId, '802-web'))?.agentId, mei.agentId)
    assert.equal(await extensionByPhone(app.db, channelId, '802-desk'), undefined)
    assert.equal(await extensionByPhone(app.db, 99, '802'), undefined)
    await setPhonesOnline(app.db, channelId, ['802-web', '899'])
    assert.deepEqual(
      [(await mine(mei)).online, (await mine(hao)).online.browser],
      [{ browser: true, desk: false }, false],
    )
    const told = async () => (await app.db('event').where({ type: 'phone.changed' })).length
    const before = await told()
    await setPhoneOnline(app.db, channelId, '802', true)
    await setPhoneOnline(app.db, channelId, '802', true)
    assert.equal(await told(), before + 1)
    assert.equal((await mine(mei)).online.desk, true)
  })

  it('keep their numbers apart', async () => {
    const { id } = await mine(hao)
    await assert.rejects(
      editExtension(house.app, house.admin, id, { number: '802', device: 'desk', auto: true }),
      Invalid,
    )
    await editExtension(house.app, house.admin, id, { number: '811', device: 'desk', auto: true })
    assert.deepEqual(
      [(await mine(hao)).number, (await mine(hao)).device, (await mine(hao)).auto],
      ['811', 'desk', true],
    )
    await house.drain()
    assert.deepEqual([await rings('811'), await rings('801')], [true, false])
  })

  it('show their password on request, which is in the log, and get another where it leaked', async () => {
    const { app, admin, channelId } = house
    const { id } = await mine(hao)
    const shown = await revealSecret(app, admin, id, { renew: false })
    const desk = async () => (await phonesOf(app, channelId)).find(({ name }) => name === '811')?.secret
    assert.equal(shown, await desk())
    const renewed = await revealSecret(app, admin, id, { renew: true })
    assert.notEqual(renewed, shown)
    assert.equal(renewed, await desk())
    const log = await app.db('audit').where('action', 'like', 'extension.secret%').orderBy('id')
    assert.deepEqual(
      log.map(({ action }) => action),
      ['extension.secret-shown', 'extension.secret-renewed'],
    )
    assert.ok(!JSON.stringify(await app.db('audit')).includes(renewed))
    const [row] = await app.db('extension').where({ id })
    assert.ok(!row.secret.includes(renewed))
  })

  it('go at once where they are taken away, and come back with the same password', async () => {
    const { app, admin } = house
    const { id } = await mine(hao)
    const secret = await revealSecret(app, admin, id, { renew: false })
    await removeExtension(app, admin, id)
    await house.drain()
    assert.equal(await rings('811'), false)
    await assert.rejects(revealSecret(app, admin, id, { renew: false }), NotFound)
    await restoreExtension(app, admin, id)
    await house.drain()
    assert.equal(await rings('811'), true)
    assert.equal(await revealSecret(app, admin, id, { renew: false }), secret)
    await removeExtension(app, admin, id)
    await give([hao.agentId], '820')
    await assert.rejects(restoreExtension(app, admin, id), Conflict)
  })

  it('are nobody’s when their agent works here no more', async () => {
    const { app, channelId } = house
    const { number } = await mine(mei)
    await app.db('agent').where({ id: mei.agentId }).update({ disabled_at: house.clock.now().toISOString() })
    await app.db('event').insert({
      topic: `agent:${mei.agentId}`,
      type: 'agent.changed',
      ref: mei.agentId,
      data: '{}',
      at: house.clock.now().toISOString(),
    })
    await app.events.drain()
    await house.drain()
    assert.equal(await rings(number), false)
    assert.equal(await extensionByPhone(app.db, channelId, number), undefined)
    assert.equal(await extensionOf(app.db, mei.agentId), undefined)
  })
})
