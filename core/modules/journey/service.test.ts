import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { type Db, insertId } from '../../platform/db/index.ts'
import type { VisitReport } from '../../plugin/index.ts'
import {
  consentOf,
  contextFor,
  deviceOf,
  endConsent,
  hasConsented,
  pathOf,
  recordConsent,
  recordVisit,
  touchesOf,
} from './index.ts'

const report: VisitReport = {
  uid: 'visit-1',
  landing: 'https://clinic.example/skin?bd_vid=1&utm_term=%E7%A5%9B%E6%96%91',
  referrer: 'https://m.baidu.com/',
  screen: '390x844',
  language: 'zh-CN',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0',
  page: { uid: 'page-1', url: 'https://clinic.example/skin?token=x', title: '皮肤', dwell: 3 },
}

/** Anna, on one channel. */
async function clinic(db: Db) {
  const clock = { now: new Date('2026-03-02T01:00:00.000Z') }
  const created_at = clock.now.toISOString()
  const anna = await insertId(db, 'person', { name: 'anna', created_at })
  const scope = 'channel:1'
  const identity = await insertId(db, 'identity', {
    person_id: anna,
    scope,
    external_id: 'a',
    proof: 'none',
    created_at,
  })
  const tick = (seconds: number) => (clock.now = new Date(clock.now.getTime() + seconds * 1000))
  return { app: { db, clock: () => clock.now }, anna, identity, tick, clock }
}

eachDatabase('The journey', ({ open }) => {
  it('stands beside the first message: page, source, keyword, device', async () => {
    const db = await open()
    const { app, anna, identity } = await clinic(db)
    assert.deepEqual(await contextFor(db, identity), {})
    await recordVisit(app, identity, report)
    assert.partialDeepStrictEqual(await contextFor(db, identity), {
      page: { url: 'https://clinic.example/skin', title: '皮肤' },
      touch: { class: 'search-paid', site: 'baidu', keyword: '祛斑' },
      device: { kind: 'phone', system: 'iOS', app: 'wechat', screen: '390x844', language: 'zh-CN' },
    })
    assert.equal((await deviceOf(db, anna))?.app, 'wechat')
  })

  it('is the same however often it is told; only the time in view grows', async () => {
    const db = await open()
    const { app, anna, identity, tick, clock } = await clinic(db)
    await recordVisit(app, identity, report)
    for (const dwell of [3, 9, 5]) {
      tick(1)
      await recordVisit(app, identity, {
        ...report,
        page: { uid: 'page-1', url: 'https://x.example/', title: '', dwell },
      })
    }
    const page = {
      url: 'https://clinic.example/skin',
      title: '皮肤',
      at: '2026-03-02T01:00:00.000Z',
      dwell: 9,
    }
    assert.deepEqual(await pathOf(db, anna, clock.now), [{ ...page, live: true }])
    tick(61)
    assert.deepEqual(await pathOf(db, anna, clock.now), [{ ...page, live: false }])
    const told = await db('event')
      .where({ topic: `person:${anna}` })
      .pluck('type')
    assert.deepEqual(told, ['visit.page', 'visit.page'])
  })

  it('shows the path newest first, over several visits', async () => {
    const db = await open()
    const { app, anna, identity, tick } = await clinic(db)
    for (const [visit, page] of [
      [1, 1],
      [1, 2],
      [2, 3],
    ]) {
      tick(10)
      const url = `https://clinic.example/${page}`
      await recordVisit(app, identity, {
        ...report,
        uid: `v${visit}`,
        page: { uid: `p${page}`, url, title: '', dwell: 0 },
      })
    }
    const path = await pathOf(db, anna)
    assert.deepEqual(
      path.map(({ url }) => url.slice(-1)),
      ['3', '2', '1'],
    )
  })

  it('remembers the first source for good and the last that was one', async () => {
    const db = await open()
    const { app, anna, identity } = await clinic(db)
    assert.deepEqual(await touchesOf(db, anna), { first: undefined, last: undefined })
    const visits = [
      ['1', 'https://mp.weixin.qq.com/'],
      ['2', 'https://www.zhihu.com/'],
      ['3', ''],
    ]
    for (const [uid = '', referrer = ''] of visits) {
      await recordVisit(app, identity, { ...report, uid, landing: 'https://clinic.example/', referrer })
    }
    const { first, last } = await touchesOf(db, anna)
    assert.deepEqual([first?.site, last?.site], ['weixin', 'zhihu'])
  })

  it('survives hostile reports', async () => {
    const db = await open()
    const { app, anna, identity } = await clinic(db)
    const long = 'x\u0000😀'.repeat(5000)
    const hostile = {
      ...report,
      landing: long,
      referrer: 'javascript:alert(1)',
      userAgent: long,
      screen: long,
      language: long,
    }
    await recordVisit(app, identity, {
      ...hostile,
      page: { uid: 'p', url: 'javascript:alert(1)', title: '', dwell: 1 },
    })
    assert.deepEqual(await pathOf(db, anna), [])
    const dwell = Number.POSITIVE_INFINITY
    await recordVisit(app, identity, {
      ...hostile,
      page: { uid: 'p', url: 'https://a.example/', title: long, dwell },
    })
    const [page] = await pathOf(db, anna)
    assert.equal(page?.dwell, 0)
    assert.ok((page?.title.length ?? 999) <= 300)
    await assert.rejects(recordVisit(app, identity, { ...report, uid: '../etc' }), Invalid)
    await assert.rejects(recordVisit(app, 999, report), NotFound)
  })

  it('keeps at most 500 pages of a visit', async () => {
    const db = await open()
    const { app, anna, identity } = await clinic(db)
    await recordVisit(app, identity, { ...report, page: undefined })
    const visit = await db('visit').first('id')
    const page = { visit_id: visit.id, url: 'https://a.example/', title: '', at: '2026-03-02T00:00:00.000Z' }
    await db.batchInsert(
      'page_view',
      Array.from({ length: 500 }, (_, index) => ({ ...page, uid: `${index}` })),
      50,
    )
    await recordVisit(app, identity, report)
    assert.equal((await pathOf(db, anna, new Date(), 1000)).length, 500)
  })

  it('is kept before the first consent, not after one was withdrawn, and again when it is given anew', async () => {
    const db = await open()
    const { app, anna, identity, clock, tick } = await clinic(db)
    const look = async (name: string) => {
      const page = { uid: name, url: `https://clinic.example/${name}`, title: '', dwell: 0 }
      tick(1)
      await recordVisit(app, identity, { ...report, uid: `visit-${name}`, page })
      return (await pathOf(db, anna)).map(({ url }) => url.split('/').at(-1))
    }
    assert.deepEqual(await look('first'), ['first'])
    await recordConsent(app, identity, '2026-01')
    await endConsent(db, identity, clock.now.toISOString())
    assert.deepEqual(await look('quiet'), ['first'])
    assert.equal((await db('visit')).length, 1)
    await recordConsent(app, identity, '2026-02')
    assert.deepEqual(await look('again'), ['again', 'first'])
  })

  it('records consent to a version once', async () => {
    const db = await open()
    const { app, identity, tick } = await clinic(db)
    await recordConsent(app, identity, '2026-01')
    tick(60)
    await recordConsent(app, identity, '2026-01')
    assert.deepEqual(await db('consent').select('text_version', 'at'), [
      { text_version: '2026-01', at: '2026-03-02T01:00:00.000Z' },
    ])
    await assert.rejects(recordConsent(app, identity, '<b>'), Invalid)
  })

  it('takes every agreement back, and keeps when each began and ended', async () => {
    const db = await open()
    const { app, anna, identity, clock, tick } = await clinic(db)
    const now = () => clock.now.toISOString()
    assert.equal(await endConsent(db, identity, now()), false)
    assert.equal(await consentOf(db, anna), undefined)
    await recordConsent(app, identity, '2026-01')
    await recordConsent(app, identity, '2026-02')
    tick(60)
    assert.equal(await endConsent(db, identity, now()), true)
    assert.deepEqual(
      [await hasConsented(db, identity, '2026-01'), await hasConsented(db, identity, '2026-02')],
      [false, false],
    )
    const ended = { at: '2026-03-02T01:00:00.000Z', withdrawnAt: '2026-03-02T01:01:00.000Z' }
    assert.deepEqual(await consentOf(db, anna), ended)
    tick(60)
    await recordConsent(app, identity, '2026-02')
    assert.equal(await hasConsented(db, identity, '2026-02'), true)
    assert.deepEqual(await consentOf(db, anna), { at: '2026-03-02T01:02:00.000Z' })
    assert.equal((await db('consent').where({ text_version: '2026-02' })).length, 2)
  })
})
