import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import {
  callerOf,
  chooseValue,
  type Chosen,
  identityOf,
  personOf,
  personScreen,
  refusedFor,
  rename,
  setOwner,
  setStage,
  suggestionsFor,
  tag,
  writeNote,
} from '../../people/index.ts'
import {
  assign,
  introduce,
  mergePeople,
  note,
  openConversation,
  proveNumber,
  splitMerge,
  splitOff,
} from '../index.ts'
import { mergeInto } from './index.ts'
import { mergePreview } from './preview.ts'
import { refuseMerge, takeRefusalBack } from './refusing.ts'
import { mergeSplitPreview } from './split-preview.ts'

const number = '+8613812345678'

eachDatabase('Two customers who are one', ({ open }) => {
  it('keep one reception: the agent of either, and the place of who waited longer', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin, hao } = desk.viewers
    await assign(desk.app, lin, anna.conversation, { agentId: hao.agentId })
    const before = await openConversation(desk.app, lin, anna.conversation)
    await mergePeople(desk.app, lin, { from: anna.person, to: bo.person })
    const [closed, kept] = [
      await openConversation(desk.app, lin, anna.conversation),
      await openConversation(desk.app, lin, bo.conversation),
    ]
    assert.deepEqual([closed.status, closed.personId], ['closed', bo.person])
    assert.deepEqual([kept.status, kept.agent?.id], ['open', hao.agentId])
    assert.equal(kept.waitingSince, before.waitingSince)
    assert.equal((await personOf(desk.app, lin, anna.person)).id, bo.person)
    const again = mergePeople(desk.app, lin, { from: anna.person, to: bo.person })
    await assert.rejects(again, Conflict)
  })

  it('are not merged anew by who read them before somebody else did', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { app, viewers } = desk
    await mergePeople(app, viewers.lin, { from: anna.person, to: bo.person })
    const late = { from: bo.person, to: anna.person, evidence: 'staff', actor: 'agent:1' } as const
    const again = transaction(app.db, (trx) => mergeInto(trx, late, app.clock().toISOString()))
    await assert.rejects(again, Conflict)
    assert.equal((await personOf(app, viewers.lin, anna.person)).id, bo.person)
  })
  it('are what staff chose of them, lose nothing of the other, and are again what they were', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin, hao, mei } = desk.viewers
    await rename(desk.app, lin, anna.person, '王安娜')
    await rename(desk.app, lin, bo.person, '王女士')
    await setStage(desk.app, lin, anna.person, 'booked')
    await setOwner(desk.app, lin, anna.person, hao.agentId)
    await setOwner(desk.app, lin, bo.person, mei.agentId)
    await tag(desk.app, lin, anna.person, '热玛吉')
    await tag(desk.app, lin, bo.person, '老客')
    await writeNote(desk.app, lin, anna.person, '怕疼\n过敏')
    await writeNote(desk.app, lin, bo.person, '敏感肌')
    const preview = await mergePreview(desk.app, lin, { kept: bo.person, left: anna.person })
    assert.deepEqual(preview.contested, { name: true, stage: false, owner_id: true, note: true })
    const merge = await mergePeople(desk.app, lin, { from: anna.person, to: bo.person, picks: ['name'] })
    const one = await personScreen(desk.app, lin, bo.person)
    assert.deepEqual([one.name, one.stage, one.owner?.id], ['王安娜', 'booked', mei.agentId])
    assert.deepEqual(one.tags, ['热玛吉', '老客'].toSorted())
    assert.deepEqual(
      [one.others.name, one.others.owner_id].map((values) => values?.map(({ text }) => text)),
      [['王女士'], [hao.name]],
    )
    const choose = async (field: Chosen, value: string) => {
      await chooseValue(desk.app, lin, bo.person, { field, value })
      const { name, owner, others } = await personScreen(desk.app, lin, bo.person)
      return [field === 'name' ? name : owner?.name, others[field]?.map(({ text }) => text)]
    }
    assert.deepEqual(await choose('name', '王女士'), ['王女士', ['王安娜']])
    assert.deepEqual(await choose('name', '王女士'), ['王女士', ['王安娜']], 'twice is once')
    assert.deepEqual(await choose('name', '王安娜'), ['王安娜', ['王女士']])
    assert.deepEqual(await choose('owner_id', String(hao.agentId)), [hao.name, [mei.name]])
    await chooseValue(desk.app, lin, bo.person, { field: 'note', value: '怕疼\r\n过敏' })
    await assert.rejects(choose('name', '李女士'), NotFound)
    await splitMerge(desk.app, lin, merge)
    const [left, kept] = [
      await personScreen(desk.app, lin, anna.person),
      await personScreen(desk.app, lin, bo.person),
    ]
    assert.deepEqual(
      [left.name, left.stage, left.owner?.id, left.tags],
      ['王安娜', 'booked', hao.agentId, ['热玛吉']],
    )
    assert.deepEqual(
      [kept.name, kept.stage, kept.owner?.id, kept.tags, kept.note, { ...kept.others }],
      ['王女士', 'visitor', mei.agentId, ['老客'], '敏感肌', {}],
    )
    await assert.rejects(splitMerge(desk.app, lin, merge), Conflict)
  })

  it('share a conversation that is divided again, with the notes that nobody can place marked', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin } = desk.viewers
    await introduce(desk.app, anna.identity, { name: '小安', proof: 'claimed' })
    await note(desk.app, lin, bo.conversation, { clientId: 'note-of-bo', text: 'bo is afraid of needles' })
    const merge = await mergePeople(desk.app, lin, { from: anna.person, to: bo.person })
    await desk.says('anna', 'anna again')
    await note(desk.app, lin, bo.conversation, { clientId: 'note-of-one', text: 'about one of them' })
    await desk.says('bo', 'bo again')
    const { counts } = await mergeSplitPreview(desk.app, lin, merge)
    assert.deepEqual(counts, { going: 1, divided: 1, messages: 2, unsure: 1 })
    const [history] = (await personScreen(desk.app, lin, bo.person)).merges
    assert.equal(history?.name, '小安', 'by the account that came with it')
    await splitMerge(desk.app, lin, merge)
    const kept = await openConversation(desk.app, lin, bo.conversation)
    const words = kept.messages.filter(({ direction }) => direction !== 'system')
    assert.deepEqual(
      words.map(({ text, unsure }) => [text, unsure]),
      [
        ['hello from bo', false],
        ['bo is afraid of needles', false],
        ['about one of them', true],
        ['bo again', false],
      ],
    )
    const { earlier } = await personOf(desk.app, lin, anna.person)
    const [fresh] = earlier
    assert.deepEqual(
      earlier.map(({ status }) => status),
      ['queued', 'closed'],
    )
    const divided = await openConversation(desk.app, lin, fresh?.id ?? 0)
    assert.deepEqual([divided.preview, divided.unread], ['anna again', 0])
    assert.ok(divided.waitingSince)
  })

  it('are made one by a number that is proven of both, or that one called from', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin, hao } = desk.viewers
    const at = desk.app.clock().toISOString()
    const caller = await transaction(desk.app.db, (trx) =>
      callerOf(trx, { channelId: desk.post.id, number, uid: 'call-1', by: hao.agentId }, at),
    )
    const { registered } = await personScreen(desk.app, lin, caller.personId)
    assert.deepEqual(registered, { at, agent: hao.name, channel: 'post' })
    await introduce(desk.app, anna.identity, { phone: number, proof: 'claimed' })
    assert.notEqual((await identityOf(desk.app, desk.post.id, number)).personId, anna.person)
    await transaction(desk.app.db, (trx) =>
      proveNumber(trx, { personId: anna.person, number, evidence: 'code' }, at),
    )
    assert.equal((await identityOf(desk.app, desk.post.id, number)).personId, anna.person)
    await introduce(desk.app, bo.identity, { phone: number, proof: 'verified' })
    assert.equal((await personOf(desk.app, lin, bo.person)).id, anna.person)
    assert.deepEqual((await personScreen(desk.app, lin, bo.person)).registered.channel, 'chat')
    assert.notEqual(caller.personId, anna.person)
    const evidence = await desk.app.db('person_merge').orderBy('id').pluck('evidence')
    assert.deepEqual(evidence, ['code', 'signed'])
  })

  it('are only suggested by what they say, until somebody says that they are not one', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin } = desk.viewers
    const suggested = async () =>
      (await suggestionsFor(desk.app, lin, anna.person)).map(({ person, reasons }) => [person.id, reasons])
    for (const { identity } of [anna, bo])
      await introduce(desk.app, identity, { phone: number, email: 'wang@mail.cn', proof: 'claimed' })
    const reasons = [
      { key: 'phone', text: '138****5678', proven: false },
      { key: 'email', text: 'wa****@mail.cn', proven: false },
    ]
    assert.deepEqual(await suggested(), [[bo.person, reasons]])
    await refuseMerge(desk.app, lin, anna.person, bo.person)
    assert.deepEqual(await suggested(), [])
    await introduce(desk.app, anna.identity, { phone: number, proof: 'verified' })
    await introduce(desk.app, bo.identity, { phone: number, proof: 'verified' })
    assert.equal((await personOf(desk.app, lin, bo.person)).id, bo.person)
    const refused = async () => (await refusedFor(desk.app, lin, anna.person)).map(({ id }) => id)
    assert.deepEqual(await refused(), [bo.person])
    await takeRefusalBack(desk.app, lin, anna.person, bo.person)
    assert.deepEqual([(await suggested()).length, await refused()], [1, []])
  })

  it('are neither suggested, shown nor merged for somebody who may not see both', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin, mei, hao } = desk.viewers
    const own: Viewer = { ...mei, agentId: hao.agentId, scope: 'own' }
    await assign(desk.app, lin, anna.conversation, { agentId: hao.agentId })
    await assign(desk.app, lin, bo.conversation, { agentId: mei.agentId })
    for (const { identity } of [anna, bo])
      await introduce(desk.app, identity, { phone: number, proof: 'claimed' })
    assert.deepEqual(await suggestionsFor(desk.app, own, anna.person), [])
    const pair = { kept: anna.person, left: bo.person }
    await assert.rejects(mergePreview(desk.app, own, pair), NotFound)
    await assert.rejects(mergePeople(desk.app, own, { from: bo.person, to: anna.person }), NotFound)
    await assert.rejects(mergePeople(desk.app, hao, { from: bo.person, to: anna.person }), Forbidden)
    await assert.rejects(refuseMerge(desk.app, own, anna.person, bo.person), NotFound)
    assert.equal((await suggestionsFor(desk.app, mei, anna.person)).length, 1)
  })

  it('are two again where one account turns out to be somebody else', async () => {
    const { desk, anna, bo } = await town(await openDesk(await open()))
    const { lin } = desk.viewers
    await mergePeople(desk.app, lin, { from: anna.person, to: bo.person })
    const other = await splitOff(desk.app, lin, { personId: bo.person, identityId: anna.identity })
    assert.notEqual(other, anna.person)
    const { messages, personId } = await openConversation(desk.app, lin, anna.conversation)
    assert.equal(personId, other)
    assert.equal(messages[0]?.text, 'hello from anna')
    const last = splitOff(desk.app, lin, { personId: other, identityId: anna.identity })
    await assert.rejects(last, Conflict)
  })
})

/** Anna has written first, bo after her. */
async function town(desk: Desk) {
  const one = async (who: 'anna' | 'bo') => {
    const conversation = await desk.conversationOf(await desk.says(who, `hello from ${who}`))
    const { id: identity, personId: person } = await identityOf(desk.app, desk.chat.id, `visitor-${who}`)
    return { conversation, identity, person }
  }
  return { desk, anna: await one('anna'), bo: await one('bo') }
}
