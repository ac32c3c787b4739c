import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import type { Db } from '../../platform/db/index.ts'
import { deleteEnded, deleteTraces, orphanFiles } from './store/ended.ts'

const file = (db: Db, uid: string, owner: string, created_at: string) =>
  db('file').insert({ uid, owner, created_at, name: uid, mime: 'text/plain', size: 1, sha256: '' })

eachDatabase('The nightly sweep', ({ open }) => {
  it('finds what was uploaded and never sent, and spares the logo and what is being written', async () => {
    const db = await open()
    await file(db, 'forgotten', 'identity:1', '2026-01-01T00:00:00.000Z')
    await file(db, 'logo', 'setting:logo', '2026-01-01T00:00:00.000Z')
    await file(db, 'fresh', 'agent:1', '2026-01-03T00:00:00.000Z')
    assert.deepEqual(await orphanFiles(db, '2026-01-02T00:00:00.000Z'), ['forgotten'])
  })

  it('spares the faces of agents', async () => {
    const db = await open()
    const { viewers } = await openDesk(db)
    const owner = `agent:${viewers.lin.agentId}`
    await file(db, 'face', owner, '2026-01-01T00:00:00.000Z')
    await file(db, 'earlier face', owner, '2026-01-01T00:00:00.000Z')
    await db('agent').where({ id: viewers.lin.agentId }).update({ avatar: 'face' })
    assert.deepEqual(await orphanFiles(db, '2026-01-02T00:00:00.000Z'), ['earlier face'])
  })

  it('takes away what has ended and leaves what has not', async () => {
    const db = await open()
    await db('one_time_token').insert([
      { hash: 'old', purpose: 'setup', expires_at: '2026-01-01T00:00:00.000Z' },
      { hash: 'new', purpose: 'setup', expires_at: '2026-01-03T00:00:00.000Z' },
    ])
    assert.equal(await deleteEnded(db, '2026-01-02T00:00:00.000Z'), 1)
    assert.deepEqual(await db('one_time_token').pluck('hash'), ['new'])
  })

  it('forgets why a conversation went to whom once it is closed and that is long ago', async () => {
    const db = await open()
    const desk = await openDesk(db)
    const [anna, bo] = [await desk.says('anna', '在吗'), await desk.says('bo', '在吗')]
    const [closed, waiting] = [await desk.conversationOf(anna), await desk.conversationOf(bo)]
    await db('conversation').where({ id: closed }).update({ status: 'closed' })
    for (const at of ['2025-09-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'])
      for (const conversation_id of [closed, waiting])
        await db('routing_decision').insert({ conversation_id, cause: 'opened', explanation: '{}', at })
    assert.equal(await deleteTraces(db, '2025-12-01T00:00:00.000Z'), 1)
    const kept = await db('routing_decision').orderBy('id').pluck('conversation_id')
    assert.deepEqual(kept, [waiting, closed, waiting])
  })
})
