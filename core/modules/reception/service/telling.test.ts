import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import type { Db } from '../../../platform/db/index.ts'
import { receive } from '../../conversations/index.ts'
import { groupSettings, reception, saveReceptionSettings } from '../index.ts'
import { channelSettings } from './settings.ts'

eachDatabase('Places told', ({ open }) => {
  it('are said once to who begins to wait far behind, where the channel shows none', async () => {
    const { comes, said, desk } = await openQueue(await open())
    await saveReceptionSettings(desk.app, desk.viewers.lin, { tellPlace: 4 })
    await comes('post', 'one', 'two', 'three')
    assert.deepEqual(await said(), [])
    await comes('chat', 'web')
    await comes('post', 'five')
    await comes('post', 'five')
    assert.deepEqual(await said(), ['您好，正在为您排队，前面还有 4 位，请稍候，客服会按顺序回复您。'])
  })

  it('are said from where the clinic wants, and not at night', async () => {
    const { comes, said, desk } = await openQueue(await open())
    await saveReceptionSettings(desk.app, desk.viewers.lin, { tellPlace: 2 })
    await comes('post', 'one', 'two')
    assert.equal((await said()).length, 1)
    desk.pass(12 * 60 * 60 * 1000)
    await comes('post', 'three')
    assert.equal((await said()).length, 1)
    await saveReceptionSettings(desk.app, desk.viewers.lin, { tellPlace: 0 })
    desk.pass(12 * 60 * 60 * 1000)
    await comes('post', 'four')
    assert.equal((await said()).length, 1)
  })

  it('say that all are busy to who comes when as many wait for the group as may', async () => {
    const { comes, said, desk } = await openQueue(await open())
    const { app, viewers, team, post } = desk
    await channelSettings.save(app, viewers.lin, post.id, { teamId: team })
    await groupSettings.save(app, viewers.lin, team, { most: 2 })
    await comes('post', 'one', 'two')
    assert.deepEqual(await said(), [])
    await comes('post', 'three')
    await comes('post', 'three')
    assert.deepEqual(await said(), [app.i18n.t('zh-CN', 'queue.full')])
  })
})

async function openQueue(db: Db) {
  const desk = await openDesk(db)
  const { app } = desk
  app.modules.push(reception)
  for (const [name, handler] of Object.entries(reception.jobs?.(app) ?? {})) app.jobs.handle(name, handler)
  return {
    desk,
    async comes(channel: 'post' | 'chat', ...names: string[]) {
      for (const who of names) {
        await receive(app, desk[channel], { who, uid: randomUUID(), text: '你好' })
        await app.jobs.drain()
      }
    },
    said: (): Promise<string[]> => db('message').where({ direction: 'out' }).orderBy('id').pluck('text'),
  }
}
