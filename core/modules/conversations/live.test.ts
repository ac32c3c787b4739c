import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import { factsSince, newestPlace } from '../../../test/support/facts.ts'
import { assign } from './index.ts'
import { conversationTopic, deskTopic } from './live.ts'

eachDatabase('Telling', ({ open }) => {
  it('draws a new message with the partial of the page, in the language of the reader, as text', async () => {
    const desk = await openDesk(await open())
    const cursor = await newestPlace(desk.app.db)
    await desk.says('anna', '<script>alert(1)</script>')
    const events = (await factsSince(desk.app.db, cursor)).filter(({ type }) => type === 'message.created')
    const [push] = await conversationTopic(desk.app).render(events)
    const [chinese, english] = ['zh-CN', 'en'].map((locale) => push?.html?.(locale) ?? '')
    assert.match(chinese ?? '', /&lt;script&gt;alert\(1\)/)
    assert.match(chinese ?? '', /访客 \d/)
    assert.match(english ?? '', /Visitor \d/)
  })

  it('hints at a row to those alone who may see it now or could until now', async () => {
    const desk = await openDesk(await open())
    const { lin, mei, hao, yun } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const hear = async (cursor: string) => {
      const topic = deskTopic(desk.app)
      const pushes = await topic.render((await factsSince(desk.app.db, cursor)).filter(topic.tells))
      const heard = (viewer: typeof lin) => pushes.some((push) => push && (push.to?.(viewer) ?? true))
      return [lin, mei, hao, yun].map(heard)
    }
    const free = await newestPlace(desk.app.db)
    await assign(desk.app, lin, id, { agentId: hao.agentId })
    assert.deepEqual(await hear(free), [true, true, true, true])
    const held = await newestPlace(desk.app.db)
    await desk.says('anna', 'are you there?')
    assert.deepEqual(await hear(held), [true, true, true, false])
  })
})
