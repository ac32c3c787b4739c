import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { insertId } from '../../platform/db/index.ts'
import { deletePushes, emptyPushes, insertPushes } from './store/pushes.ts'

eachDatabase('What a provider pushed', ({ open }) => {
  it('is forgotten after a time, and later where nobody could work on it', async () => {
    const db = await open()
    const row = { key: 'k', plugin: 'p', kind: 'k', account: 'a', name: 'n', state: 'open', settings: '{}' }
    const at = '2026-01-01T00:00:00.000Z'
    const channelId = await insertId(db, 'channel', { ...row, secrets: '', created_at: at })
    const pushes = ['done', 'lost'].map((key) => ({ channelId, key, body: 'x', at }))
    const [done] = await insertPushes(db, pushes)
    await insertPushes(db, [{ channelId, key: 'new', body: 'x', at: '2026-02-03T00:00:00.000Z' }])
    await emptyPushes(db, done ? [done.id] : [])
    const left = async (limits: { done: string; any: string }) => {
      await deletePushes(db, limits)
      return db('push').orderBy('key').pluck('key')
    }
    assert.deepEqual(await left({ done: at, any: at }), ['done', 'lost', 'new'])
    assert.deepEqual(await left({ done: '2026-01-02T00:00:00.000Z', any: at }), ['lost', 'new'])
    assert.deepEqual(await left({ done: '2026-02-02T00:00:00.000Z', any: '2026-02-01T00:00:00.000Z' }), [
      'new',
    ])
  })
})
