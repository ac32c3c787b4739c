import assert from 'node:assert/strict'
import { it } from 'node:test'
import sharp from 'sharp'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { OpenChannel } from '../../plugin/index.ts'
import { happened } from '../conversations/index.ts'
import { entryPicture } from './picture.ts'
import { archiveEntry, listEntries, makeEntry, restoreEntry } from './service.ts'
import { entryByCode } from './store.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('Entry points', ({ open }) => {
  it('are made with the provider, each with a code of its own', async () => {
    const desk = await openDesk(await open())
    const asked = opened(desk)
    const one = await make(desk, '门诊海报')
    const other = await make(desk, '王医生', 'doctor')
    assert.notEqual(one.code, other.code)
    assert.match(one.code, /^[a-z0-9]{8}$/)
    assert.deepEqual(asked, [
      { code: one.code, name: '门诊海报' },
      { code: other.code, name: '王医生' },
    ])
    assert.equal(one.url, `https://qr.example/${one.code}`)
    const actions = await desk.app.db('audit').where({ action: 'entry.add' })
    assert.equal(actions.length, 2)
  })

  it('count who came, who followed, and what they opened', async () => {
    const desk = await openDesk(await open())
    opened(desk)
    const { code } = await make(desk, '门诊海报')
    await make(desk, '没人扫')
    const come = (who: string, type: 'follow' | 'scan', opens = false) =>
      happened(desk.app, desk.fans.id, { who, externalId: `${who} ${type}`, type, entry: code, opens })
    await come('anna', 'follow', true)
    await come('anna', 'scan')
    await come('bo', 'scan')
    const numbers = (await listEntries(desk.app, desk.fans.id)).map(
      ({ name, scans, follows, conversations }) => {
        return [name, scans, follows, conversations]
      },
    )
    assert.deepEqual(numbers, [
      ['没人扫', 0, 0, 0],
      ['门诊海报', 3, 1, 1],
    ])
  })

  it('have codes of their own where codes are short, until there is none left', async () => {
    const desk = await openDesk(await open())
    const asked = opened(desk, undefined, 1)
    for (let made = 0; made < 20; made++) await make(desk, `海报 ${made}`)
    assert.equal(new Set(asked.map(({ code }) => code)).size, 20)
    const rest = [...'abcdefghjkmnpqrstuvwxyz23456789'].filter(
      (code) => !asked.some((one) => one.code === code),
    )
    const rows = rest.map((code) => ({ code, name: code, place: 'room', url: '-', channel_id: desk.fans.id }))
    await desk.app.db('entry').insert(rows.map((row) => ({ ...row, created_at: '2026-01-01T00:00:00.000Z' })))
    await assert.rejects(make(desk, '再来一张'), refusal('entries.refused.full'))
    assert.equal(asked.length, 20)
  })

  it('are hidden when they are archived, and work on', async () => {
    const desk = await openDesk(await open())
    opened(desk)
    const { id, code } = await make(desk, '去年的活动', 'campaign')
    await archiveEntry(desk.app, admin, id)
    await archiveEntry(desk.app, admin, id)
    assert.deepEqual(await listEntries(desk.app, desk.fans.id), [])
    assert.equal((await listEntries(desk.app, desk.fans.id, { archived: true }))[0]?.id, id)
    assert.equal((await entryByCode(desk.app.db, desk.fans.id, code))?.name, '去年的活动')
    await restoreEntry(desk.app, admin, id)
    assert.equal((await listEntries(desk.app, desk.fans.id)).length, 1)
    assert.equal((await desk.app.db('audit').where({ action: 'entry.archive' })).length, 1)
    await assert.rejects(archiveEntry(desk.app, admin, 99), NotFound)
  })

  it('say why none can be made', async () => {
    const desk = await openDesk(await open())
    await assert.rejects(make(desk, '门诊海报'), refusal('entries.refused.closed'))
    opened(desk, async () => Promise.reject(new Error('quota used up')))
    await assert.rejects(make(desk, '门诊海报'), refusal('quota used up'))
    await assert.rejects(make(desk, ' '), refusal('errors.fault.required'))
    await assert.rejects(make(desk, '门诊海报', 'moon'), refusal('errors.fault.choice'))
    await assert.rejects(makeEntry(desk.app, admin, 99, { name: 'x', place: 'poster' }), NotFound)
  })

  it('are pictures that print', async () => {
    const { format, width = 0, height } = await sharp(await entryPicture('https://qr.example/abc')).metadata()
    assert.equal(format, 'png')
    assert.equal(width, height)
    assert.ok(width >= 1000)
  })
})

type Make = NonNullable<OpenChannel['entries']>['make']

/** The account is open; answers what its provider is asked for. */
function opened(
  desk: Desk,
  make: Make = async ({ code }) => ({ url: `https://qr.example/${code}` }),
  codeLength = 8,
) {
  const asked: { code: string; name: string }[] = []
  const entries = {
    make: (entry: { code: string; name: string }) => {
      asked.push(entry)
      return make(entry)
    },
    codeLength,
  }
  desk.opened.set(desk.fans.id, { entries, close: async () => {} })
  return asked
}

function make(desk: Desk, name: string, place = 'poster') {
  return makeEntry(desk.app, admin, desk.fans.id, { name, place })
}

function refusal(message: string) {
  return (error: unknown) => error instanceof Invalid && error.faults[0]?.message === message
}
