import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { createMenu } from './simulator/api/menu.ts'
import { patient } from './simulator/world.ts'
import { type Clinic, heardBy, openAccount, openClinic } from './testing/stage.ts'

// A second of silence, as phones record it.
const silence = Buffer.concat([
  Buffer.from('#!AMR\n'),
  ...Array.from({ length: 50 }, () =>
    Buffer.from('3c48f51f96659e1bc0ab8b00000000000000000000000000000000000000000000', 'hex').subarray(0, 32),
  ),
])

describe('What arrives from Weibo', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  const phone = () => clinic.town.weibo.phone
  const newest = () => clinic.app.db('message').where({ direction: 'in' }).orderBy('id', 'desc').first()
  const filesOf = (message: { id: number }) =>
    clinic.app
      .db('file')
      .whereIn('id', clinic.app.db('message_file').where({ message_id: message.id }).select('file_id'))
  const happenings = () => clinic.app.db('happening').orderBy('id').pluck('type')
  const window = () => openAccount(clinic).channel.window(patient)

  it('is a picture, fetched and drawn anew', async () => {
    const data = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
      .png()
      .toBuffer()
    await phone().act({ type: 'picture', name: 'skin.png', data })
    await clinic.drain()
    const message = await newest()
    assert.equal(message.kind, 'image')
    const [file] = await filesOf(message)
    assert.deepEqual([file.mime.split('/')[0], file.width, file.height], ['image', 40, 30])
  })

  it('is a recording that a browser plays', async () => {
    await phone().act({ type: 'voice', name: 'voice.amr', data: silence })
    await clinic.drain()
    const message = await newest()
    assert.equal(message.kind, 'voice')
    const [file] = await filesOf(message)
    assert.match(file.mime, /^audio\/(?!amr)/)
  })

  it('is a sign that something came, where the file is none or is gone', async () => {
    await phone().act({ type: 'picture', name: 'bad.png', data: Buffer.from('no picture') })
    await clinic.drain()
    assert.equal((await newest()).kind, 'unsupported')
    const { world, doings } = clinic.town.weibo
    world.faults.push({ path: 'msget', with: 10017 })
    await doings.sends(patient, 'image', { mime: 'image/png', data: Buffer.alloc(0) })
    await clinic.drain()
    assert.equal((await newest()).kind, 'unsupported')
  })

  it('is not waited for where the clinic will not hear it', async () => {
    const { channel } = openAccount(clinic)
    const { receive } = channel
    channel.receive = () => Promise.reject(Object.assign(new Error('blocked'), { status: 403 }))
    await phone().act({ type: 'say', text: '听不见的话' })
    await clinic.drain()
    channel.receive = receive
    await phone().act({ type: 'say', text: '听得见的话' })
    await clinic.drain()
    assert.equal((await newest()).text, '听得见的话')
  })

  it('waits for a file that cannot be had at the moment', async () => {
    const data = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3c3' } })
      .png()
      .toBuffer()
    const { world, doings } = clinic.town.weibo
    world.faults.push({ path: 'msget', with: 'gateway' })
    await doings.sends(patient, 'image', { mime: 'image/png', data })
    await doings.says(patient, '看得到吗')
    await clinic.drain()
    assert.notEqual((await newest()).text, '看得到吗')
    clinic.clock.pass(60)
    await clinic.drain()
    assert.deepEqual((await heardBy(clinic)).flat().slice(-2), ['in image', 'in 看得到吗'])
  })

  it('is a place', async () => {
    await clinic.town.weibo.doings.isAt(patient, '116.308586', '39.982525', '北京市海淀区')
    await clinic.drain()
    const { kind, data } = await newest()
    assert.equal(kind, 'location')
    assert.match(data, /39\.982525/)
  })

  it('is a follow, a touch of the menu, and an unfollow that ends the answering', async () => {
    await phone().act({ type: 'follow' })
    await openAccount(clinic).open.menu?.write([{ name: '预约', type: 'say', key: '预约面诊' }])
    await phone().act({ type: 'choose', path: [0] })
    await clinic.drain()
    assert.deepEqual(await happenings(), ['follow', 'choose'])
    assert.equal((await window()).open, true)
    await phone().act({ type: 'unfollow' })
    await clinic.drain()
    assert.equal((await window()).open, false)
  })

  it('is a subscription by a keyword, and its end', async () => {
    const { doings } = clinic.town.weibo
    await doings.subscribes(patient, true)
    await doings.subscribes(patient, false)
    await clinic.drain()
    assert.deepEqual((await happenings()).slice(-2), ['subscribe', 'refuse'])
  })

  it('is a scan, with the code that the clinic made', async () => {
    const { open } = openAccount(clinic)
    const made = await open.entries?.make({ code: 'k7q', name: '前台海报' })
    const picture = await open.entries?.picture?.(made?.url ?? '')
    assert.equal((await sharp(picture).metadata()).format, 'png')
    await clinic.app.db('entry').insert({
      channel_id: openAccount(clinic).row.id,
      code: 'k7q',
      name: '前台海报',
      place: 'poster',
      url: made?.url,
      created_at: clinic.clock.now().toISOString(),
    })
    assert.deepEqual(
      phone()
        .show()
        .entries.map(({ code }) => code),
      ['k7q'],
    )
    await phone().act({ type: 'scan', code: 'k7q' })
    await clinic.drain()
    const told = await clinic.app.db('happening').orderBy('id', 'desc').first()
    assert.deepEqual([told.type, typeof told.entry_id], ['follow', 'number'])
    await phone().act({ type: 'scan', code: 'k7q' })
    await clinic.drain()
    assert.equal((await happenings()).at(-1), 'scan')
  })

  it('has a name and a face', async () => {
    const identity = await clinic.app.db('identity').where({ external_id: patient }).first()
    assert.deepEqual([identity.name, identity.subject], ['爱美的小安', `weibo:${patient}`])
  })

  it('comes from a menu that is read as it was written', async () => {
    const menu = openAccount(clinic).open.menu
    assert.deepEqual(await menu?.read(), [{ name: '预约', type: 'say', key: '预约面诊' }])
    await menu?.write([])
    assert.deepEqual(await menu?.read(), [])
    assert.throws(() => createMenu(clinic.town.weibo.world, { menus: '{"button":[]}' }), { code: 10017 })
  })
})
