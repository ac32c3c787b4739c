import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { rehearse } from '../testing/clinic.ts'
import { createCaller } from '../testing/caller.ts'
import { simulateOfficial } from './index.ts'

describe('What a follower allows', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let call: ReturnType<typeof createCaller>
  const anna = () => stage.simulator.phoneOf('anna')
  const send = async (content = '您好') => {
    const body = { touser: anna().id, msgtype: 'text', text: { content } }
    return (await call('/cgi-bin/message/custom/send', body)).errcode
  }
  const sendMany = async (count: number) => {
    const codes: unknown[] = []
    for (let index = 0; index < count; index += 1) codes.push(await send())
    return codes
  }
  const pass = (seconds: number) => anna().act({ type: 'pass', seconds })

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
    call = createCaller(stage.url, stage.simulator.settings)
  })
  afterEach(() => stage.stop())

  it('is nothing before they follow', async () => {
    assert.equal(await send(), 43004)
    assert.equal(anna().show().window, undefined)
  })

  it('is three answers within a minute of following', async () => {
    await anna().act({ type: 'follow' })
    assert.equal(anna().show().window?.left, 3)
    assert.deepEqual(await sendMany(4), [0, 0, 0, 45047])
    await pass(60)
    assert.equal(await send(), 45015)
  })

  it('is five answers within 48 hours of a message, which do not add up', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    await anna().act({ type: 'say', text: '请问' })
    assert.equal(anna().show().window?.left, 5)
    assert.deepEqual(await sendMany(2), [0, 0])
    await anna().act({ type: 'say', text: '还在吗' })
    await pass(48 * 3600 - 1)
    assert.deepEqual(await sendMany(6), [0, 0, 0, 0, 0, 45047])
    await pass(1)
    assert.equal(await send(), 45015)
    assert.equal(anna().show().window, undefined)
  })

  it('is three more within a minute of touching the menu, whatever was used up', async () => {
    await call('/cgi-bin/menu/create', { button: [{ type: 'click', name: '预约', key: 'book' }] })
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    await sendMany(5)
    await anna().act({ type: 'choose', path: [0] })
    assert.deepEqual(await sendMany(4), [0, 0, 0, 45047])
  })

  it('is a menu’s, not a message’s, when they touch an answer', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    const list = [{ id: 'a', content: '皮肤' }]
    const question = { touser: anna().id, msgtype: 'msgmenu', msgmenu: { head_content: '想咨询？', list } }
    await call('/cgi-bin/message/custom/send', question)
    await pass(48 * 3600)
    await anna().act({ type: 'answer', line: anna().show().lines.at(-1)?.id ?? '', id: 'a' })
    assert.equal(anna().show().window?.left, 3)
    await pass(60)
    assert.equal(await send(), 45015)
  })

  it('ends when they leave', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    await anna().act({ type: 'unfollow' })
    assert.equal(await send(), 45015)
  })

  it('is of no use where they refuse messages', async () => {
    await anna().act({ type: 'follow' })
    stage.simulator.refuse('anna', true)
    assert.equal(await send(), 48002)
  })

  it('is not used up by what was refused', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    assert.equal(await send('好'.repeat(683)), 45002)
    assert.equal(await send(''), 44004)
    assert.equal(anna().show().window?.left, 5)
    assert.equal(await send('好'.repeat(682)), 0)
  })

  it('includes being shown that somebody writes, within 30 seconds and not twice at once', async () => {
    const typing = async (command: string) =>
      (await call('/cgi-bin/message/custom/typing', { touser: anna().id, command })).errcode
    await anna().act({ type: 'follow' })
    assert.equal(await typing('Typing'), 0)
    assert.equal(anna().show().clinicTypes, true)
    assert.equal(await typing('Typing'), 45081)
    assert.equal(await typing('Dancing'), 45072)
    await pass(15)
    assert.equal(anna().show().clinicTypes, false)
    assert.equal(await typing('Typing'), 0)
    await send()
    assert.equal(anna().show().clinicTypes, false)
    await pass(15)
    assert.equal(await typing('Typing'), 45080)
  })
})
