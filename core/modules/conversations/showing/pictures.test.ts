import assert from 'node:assert/strict'
import { it } from 'node:test'
import sharp from 'sharp'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { Invalid } from '../../../errors.ts'
import { identityOf, personOf, takeAvatar } from '../../people/index.ts'
import { assign, openConversation } from '../index.ts'
import { isReadable } from '../store/readable-files.ts'

eachDatabase('The picture of a customer', ({ open }) => {
  it('stands beside their name and their words, for those who see them', async () => {
    const desk = await openDesk(await open())
    const { hao, lin, yun } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const anna = await identityOf(desk.app, desk.chat.id, 'visitor-anna')
    await takeAvatar(desk.app, anna.id, await drawn('#b4637a'))
    const { avatar = '', messages } = await openConversation(desk.app, lin, id)
    assert.equal(messages[0]?.author.avatar, avatar)
    assert.equal((await personOf(desk.app, lin, anna.personId)).avatar, avatar)
    const file = (await desk.app.files.find(desk.app.db, avatar)) ?? assert.fail()
    await assign(desk.app, lin, id, { agentId: hao.agentId })
    const readers = [lin, hao, yun].map((viewer) => isReadable(desk.app.db, viewer, file))
    assert.deepEqual(await Promise.all(readers), [true, true, false])
  })

  it('is one: the same again changes nothing, and another takes its place', async () => {
    const desk = await openDesk(await open())
    const anna = await identityOf(desk.app, desk.chat.id, 'visitor-anna')
    const shown = async () => (await identityOf(desk.app, desk.chat.id, 'visitor-anna')).avatar ?? ''
    await takeAvatar(desk.app, anna.id, await drawn('#b4637a'))
    const first = await shown()
    await takeAvatar(desk.app, anna.id, await drawn('#b4637a'))
    assert.equal(await shown(), first)
    await takeAvatar(desk.app, anna.id, await drawn('#335577'))
    assert.notEqual(await shown(), first)
    assert.equal(await desk.app.files.find(desk.app.db, first), undefined)
    const text = { name: 'face.png', data: Buffer.from('no picture') }
    await assert.rejects(takeAvatar(desk.app, anna.id, text), Invalid)
  })
})

async function drawn(background: string) {
  const create = { width: 40, height: 40, channels: 3, background } as const
  return { name: 'face.png', data: await sharp({ create }).png().toBuffer() }
}
