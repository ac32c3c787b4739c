import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import type { Db } from '../../../platform/db/index.ts'
import { countTraffic, groupFailures } from './traffic.ts'

const at = '2026-01-15T04:00:00.000Z'
const since = { day: '2026-01-14T04:00:00.000Z', week: '2026-01-08T04:00:00.000Z' }
const yesterday = '2026-01-13T04:00:00.000Z'
const longAgo = '2026-01-01T04:00:00.000Z'

eachDatabase('What went through an account', ({ open }) => {
  it('is counted by direction, within a day and a week, with what is open now', async () => {
    const db = await open()
    const { id, say } = await account(db)
    await say('in', at)
    await say('in', yesterday)
    await say('in', longAgo)
    await say('out', at, { state: 'sent' })
    await say('out', yesterday, { state: 'failed', reason: '窗口已过' })
    await say('note', at)
    const other = await account(db)
    const counts = await countTraffic(db, [id, other.id], since)
    assert.deepEqual(counts.get(id), {
      day: { in: 1, out: 1, failed: 0 },
      week: { in: 2, out: 2, failed: 1 },
      open: 1,
    })
    assert.deepEqual(counts.get(other.id)?.week, { in: 0, out: 0, failed: 0 })
  })

  it('and failed is grouped by why, the most frequent first', async () => {
    const db = await open()
    const { id, say } = await account(db)
    await say('out', yesterday, { state: 'failed', reason: '图片太大' })
    await say('out', yesterday, { state: 'failed', reason: '窗口已过' })
    await say('out', at, { state: 'failed', reason: '窗口已过' })
    await say('out', longAgo, { state: 'failed', reason: '很久以前' })
    await say('out', at, { state: 'sent' })
    assert.deepEqual(await groupFailures(db, id, since.week), [
      { reason: '窗口已过', count: 2, at },
      { reason: '图片太大', count: 1, at: yesterday },
    ])
  })
})

let number = 0

/** An account with one open reception. */
async function account(db: Db) {
  const name = `account-${++number}`
  const insert = async (table: string, row: object): Promise<number> =>
    (await db(table).insert(row).returning('id'))[0].id
  const words = { key: name, plugin: 'salon', kind: 'official', account: name, name }
  const id = await insert('channel', { ...words, settings: '{}', secrets: '', state: 'open', created_at: at })
  const person = await insert('person', { created_at: at })
  const talk = { person_id: person, channel_id: id, status: 'open', last_message_at: at, opened_at: at }
  const conversation = await insert('conversation', { ...talk, uid: name })
  let seq = 0
  async function say(direction: string, when: string, outcome: { state?: string; reason?: string } = {}) {
    const message = { direction, at: when, author: 'system', kind: 'text', text: '您好', ...outcome }
    const place = { conversation_id: conversation, channel_id: id, seq: ++seq, uid: `${name}-${seq}` }
    await insert('message', { ...message, ...place })
  }
  return { id, say }
}
