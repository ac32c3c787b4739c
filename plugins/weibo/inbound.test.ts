import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAccount } from './account.ts'
import { arrivalOf } from './inbound.ts'
import { keyOf, type Push } from './push.ts'
import { fixture } from './testing/fixtures.ts'

const account = readAccount({ uid: '1902538057' })
const at = Date.UTC(2012, 6, 16, 10, 9, 20)
const who = '2489518277'

describe('What Weibo pushes', () => {
  it('is a text', () => {
    assert.deepEqual(read('text'), { is: 'message', incoming: { ...said('text'), text: '私信或留言内容' } })
  })

  it('is a place on the map', () => {
    const content = { type: 'location', latitude: 39.982525, longitude: 116.308586, label: '北京市海淀区' }
    assert.deepEqual(read('position'), { is: 'message', incoming: { ...said('position'), content } })
  })

  it('is a place in words where its numbers are none', () => {
    for (const data of [
      {},
      { latitude: '91', longitude: '0' },
      { latitude: 'north', longitude: '1' },
      { latitude: '', longitude: '' },
    ]) {
      const arrival = arrivalOf({ ...fixture('position'), data }, account)
      assert.equal(
        arrival?.is === 'message' && arrival.incoming.text,
        '我在这里: 北京市海淀区',
        JSON.stringify(data),
      )
    }
  })

  it('is a picture or a recording, to be fetched as its receiver', () => {
    assert.deepEqual(read('image'), {
      is: 'message',
      incoming: said('image'),
      media: { fid: '821804469', name: 'picture' },
    })
    assert.deepEqual(read('voice'), {
      is: 'message',
      incoming: said('voice'),
      media: { fid: '821804469', name: 'voice' },
    })
  })

  for (const [name, happening] of Object.entries({
    follow: { type: 'follow' },
    unfollow: { type: 'unfollow' },
    subscribe: { type: 'subscribe', label: 'dy' },
    unsubscribe: { type: 'refuse', label: 'td' },
    scan: { type: 'scan', entry: 'abc', opens: true },
    scan_follow: { type: 'follow', entry: 'abc', opens: true },
    click: { type: 'choose', label: '预约面诊', opens: true },
    view: { type: 'choose', label: 'https://clinic.test/price' },
  }))
    it(`is that somebody did: ${name}`, () => {
      assert.deepEqual(read(name), { is: 'happening', happening: { ...said(name), ...happening } })
    })

  it('is a post that names the clinic, in public', () => {
    const thread = { url: 'https://m.weibo.cn/status/5098765432109876543', title: '@示例诊所 周末开门吗' }
    const incoming = {
      who: `public:${who}`,
      externalId: 'status:5098765432109876543',
      text: '@示例诊所 周末开门吗',
      public: thread,
      doing: 'mention',
      at,
    }
    assert.deepEqual(read('mention-status'), { is: 'message', incoming })
  })

  it('is a comment that names the clinic, which is to be asked for', () => {
    assert.deepEqual(read('mention-comment'), { is: 'ring' })
  })

  it('is sometimes nothing that we know', () => {
    const unknown: Partial<Push>[] = [
      { type: 'video' },
      { type: '' },
      { type: 'constructor' },
      { type: 'event', data: { subtype: 'dance' } },
      { type: 'event', data: { subtype: 'toString' } },
      { type: 'event', data: {} },
      { type: 'image', data: {} },
      { type: 'mention', data: { subtype: 'status', key: 'x' } },
    ]
    for (const change of unknown)
      assert.equal(arrivalOf({ ...fixture('text'), ...change }, account), undefined, JSON.stringify(change))
  })

  it('has no time where Weibo tells none that we can read', () => {
    const arrival = arrivalOf({ ...fixture('text'), createdAt: 'yesterday' }, account)
    assert.ok(arrival?.is === 'message' && !('at' in arrival.incoming))
  })
})

function read(name: string) {
  return arrivalOf(fixture(name), account)
}

function said(name: string) {
  return { who, externalId: keyOf(fixture(name)), at }
}
