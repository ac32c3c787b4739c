import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { answer } from 'qiantai/testing'
import sharp from 'sharp'
import { patient } from '../simulator/world.ts'
import { type Clinic, hand, openAccount, openClinic, sentBy } from '../testing/stage.ts'

describe('A private answer', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  const world = () => clinic.town.weibo.world
  const shown = () => world().lines.filter(({ from }) => from === 'clinic')
  /** The patient says something new, and lin answers it. */
  async function talk(says: string, answers: string) {
    await clinic.town.weibo.phone.act({ type: 'say', text: says })
    await clinic.drain()
    world().lines.length = 0
    await answer(clinic, 'lin', says, answers)
    return (await sentBy(clinic)).at(-1)
  }
  beforeEach(() => void (world().faults.length = 0))

  it('of any length leaves in parts that Weibo takes, in their order', async () => {
    const words = Array.from({ length: 40 }, (_, at) => `第${at + 1}点：术后三天内不要沾水，注意防晒。`)
    const sent = await talk('注意什么', words.join(''))
    assert.equal(sent?.state, 'sent')
    const parts = shown().map(({ text = '' }) => text)
    assert.ok(parts.length >= 3 && parts.every((part) => part.length < 300 && part.endsWith('。')))
    assert.equal(parts.join(''), words.join(''))
  })

  it('goes on with the part that failed, and says nothing twice', async () => {
    const long = `${'甲'.repeat(250)}。${'乙'.repeat(250)}。${'丙'.repeat(250)}。`
    await clinic.town.weibo.phone.act({ type: 'say', text: '详细说说' })
    await clinic.drain()
    world().lines.length = 0
    world().limits.set('/2/messages/reply.json', 2 + calls())
    await answer(clinic, 'lin', '详细说说', long)
    assert.deepEqual([shown().length, (await sentBy(clinic)).at(-1)?.state], [2, 'queued'])
    world().limits.clear()
    clinic.clock.pass(3700)
    await clinic.drain()
    assert.equal((await sentBy(clinic)).at(-1)?.state, 'sent')
    assert.deepEqual(
      shown().map(({ text = '' }) => text[0]),
      ['甲', '乙', '丙'],
    )
  })

  const calls = () => world().calls.get('/2/messages/reply.json')?.count ?? 0

  it('waits for the next hour where the calls are used up', async () => {
    world().faults.push({ path: 'reply.json', with: 10023 })
    const sent = await talk('还有吗', '有的')
    assert.deepEqual(sent, { text: '有的', state: 'queued', reason: 'weibo:reason.rate' })
    clinic.clock.pass(1800)
    await clinic.drain()
    assert.equal((await sentBy(clinic)).at(-1)?.state, 'queued')
    clinic.clock.pass(1900)
    await clinic.drain()
    assert.equal((await sentBy(clinic)).at(-1)?.state, 'sent')
  })

  it('that Weibo cannot take is failed, in words that an agent understands', async () => {
    world().faults.push({ path: 'reply.json', with: 20021 })
    assert.deepEqual(await talk('效果好吗', '最好'), {
      text: '最好',
      state: 'failed',
      reason: 'weibo:reason.content',
    })
  })

  it('closes the window where Weibo says so, whatever we have counted', async () => {
    world().faults.push({ path: 'reply.json', with: 20308 })
    assert.equal((await talk('在吗', '在'))?.state, 'failed')
    assert.deepEqual(await openAccount(clinic).channel.window(patient), { open: false })
  })

  for (const fault of ['reset', 'gateway'] as const)
    it(`is unknown where the answer is lost: ${fault}`, async () => {
      world().faults.push({ path: 'reply.json', with: fault })
      assert.equal((await talk(`收到了吗 ${fault}`, `收到 ${fault}`))?.state, 'unknown')
      clinic.clock.pass(7200)
      await clinic.drain()
      assert.ok(shown().length <= 1)
    })

  it('is a picture in an article, which the phone can show', async () => {
    const data = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#36c' } })
      .jpeg()
      .toBuffer()
    await clinic.town.weibo.phone.act({ type: 'say', text: '有照片吗' })
    await clinic.drain()
    world().lines.length = 0
    const { channel } = openAccount(clinic)
    const { uid, name, mime, size } = await channel.upload(patient, { name: '门店.jpg', data })
    await hand(clinic, { kind: 'image', text: '', files: [{ uid, name, mime, size, path: '' }] })
    const [line] = shown()
    const picture = world().media.get(line?.pictures?.[0] ?? '')
    assert.deepEqual((await sharp(picture?.data).metadata()).width, 60)
  })

  it('is a link in words where it has no picture', async () => {
    await clinic.town.weibo.phone.act({ type: 'say', text: '地址发我' })
    await clinic.drain()
    world().lines.length = 0
    const content = {
      type: 'link' as const,
      title: '到店路线',
      description: '地铁 2 号线',
      url: 'https://clinic.test/map',
    }
    await hand(clinic, { uid: 'message-3', kind: 'link', content })
    assert.equal(shown()[0]?.text, '到店路线\n地铁 2 号线\nhttps://clinic.test/map')
  })

  it('is no file, which Weibo cannot send', async () => {
    await assert.rejects(hand(clinic, { kind: 'file' }), { message: 'weibo:reason.kind', permanent: true })
  })

  it('is given up when its signal ends', async () => {
    world().faults.push({ path: 'reply.json', with: 'silent' })
    await assert.rejects(hand(clinic, { text: '在' }, AbortSignal.timeout(50)))
  })

  it('shows its pictures to nobody who makes up an address, and to nobody for ever', async () => {
    const { channel } = openAccount(clinic)
    const data = await sharp({ create: { width: 6, height: 4, channels: 3, background: '#36c' } })
      .jpeg()
      .toBuffer()
    const { uid, name, mime, size } = await channel.upload(patient, { name: 'a.jpg', data })
    const asked: string[] = []
    clinic.server.ext('onRequest', (request, h) => {
      asked.push(request.path)
      return h.continue
    })
    await hand(clinic, { uid: 'message-2', kind: 'image', files: [{ uid, name, mime, size, path: '' }] })
    const path = asked.find((each) => each.startsWith('/p/weibo/pictures/')) ?? assert.fail('nobody asked')
    const status = async (url: string) => (await clinic.server.inject(url)).statusCode
    assert.equal(await status(path), 200)
    const [, key, , until, signature] = path.split(/[/.]/).slice(3)
    for (const other of [
      `${path}0`,
      path.slice(0, -1),
      path.replace(uid, `${uid}0`),
      `/p/weibo/pictures/${key}.${uid}.zzz.${signature}`,
      '/p/weibo/pictures/x',
    ])
      assert.equal(await status(other), 404, other)
    assert.ok(until)
    clinic.clock.pass(92 * 86_400)
    assert.equal(await status(path), 404)
  })
})
