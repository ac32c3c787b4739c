import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { tellStories } from '../../../../test/support/stories.ts'
import { insertId, transaction } from '../../../platform/db/index.ts'
import { makeIdentityOf } from '../../people/index.ts'
import { callCame, close, mergePeople, note, receive, reply, splitMerge, splitOff } from '../index.ts'

type Step =
  | { is: 'say' | 'answer' | 'note' | 'ring' | 'close'; who: number }
  | { is: 'merge'; who: number; other: number }
  | { is: 'split' | 'off'; pick: number }

const people = 4
const who = fc.nat(people - 1)
const pick = fc.nat(1000)
const deed = (is: 'say' | 'answer' | 'note' | 'ring' | 'close') => fc.record({ is: fc.constant(is), who })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: deed('say') },
  { weight: 3, arbitrary: deed('answer') },
  { weight: 2, arbitrary: deed('note') },
  { weight: 2, arbitrary: deed('ring') },
  { weight: 1, arbitrary: deed('close') },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('merge' as const), who, other: who }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('split' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('off' as const), pick }) },
)
/** What happens, and which merge is undone next when it is over. */
type Story = [Step[], fc.Stream<number>]
const stories: fc.Arbitrary<Story> = fc.tuple(
  fc.array(step, { minLength: 12, maxLength: 45 }),
  fc.infiniteStream(pick),
)

eachDatabase('Merged and split again, in every order', ({ open, engine }) => {
  it('each has what was said over their own accounts, nothing lost and nothing twice', async () => {
    const desk = await openDesk(await open())
    let merges = 0
    const tell = async ([steps, picks]: Story) => {
      const town = await Town.settle(desk)
      for (const each of steps) {
        await town.take(each)
        await town.check()
      }
      merges += town.standing.length
      while (town.standing.length > 0) {
        await town.take({ is: 'split', pick: Number(picks.next().value) })
        await town.check()
      }
      await town.checkHome()
    }
    await tellStories(stories, tell, { numRuns: engine === 'SQLite' ? 40 : 10, time: 25_000 })
    assert.ok(merges > 0)
  })
})

type Account = { id: number; who: string; channelId: number; home: number }

/** Four people, each with an account on two channels and a number; it keeps nothing in mind but who was whom. */
class Town {
  readonly desk: Desk
  readonly accounts: Account[] = []
  readonly standing: { id: number; from: number; to: number }[] = []
  readonly said = new Set<string>()

  constructor(desk: Desk) {
    this.desk = desk
  }

  static async settle(desk: Desk): Promise<Town> {
    const town = new Town(desk)
    for (let person = 0; person < people; person += 1) {
      const { home } = await town.arrive(desk.chat.id)
      await town.registers(desk.post.id, home)
    }
    return town
  }

  async take(each: Step) {
    if (each.is === 'merge') return this.merge(each.who, each.other)
    if ('pick' in each) return each.is === 'split' ? this.split(each.pick) : this.off(each.pick)
    const account = this.accounts[each.who * 2 + (this.said.size % 2)]
    if (account) await this.talk(each.is, account)
  }

  /** Wherever a message lies, it lies with the person of its account, and so does its call. */
  async check() {
    const { db } = this.desk.app
    const ids = this.accounts.map(({ id }) => id)
    const now = new Map(
      (await db('identity').whereIn('id', ids).select('id', 'person_id')).map((row) => [
        row.id,
        row.person_id,
      ]),
    )
    for (const { id, home } of this.accounts) assert.equal(now.get(id), this.root(home))
    const strangers = await db('message')
      .join('conversation', 'conversation.id', 'message.conversation_id')
      .join('identity', 'identity.id', 'message.identity_id')
      .whereIn('identity.id', ids)
      .whereRaw('identity.person_id <> conversation.person_id')
    assert.deepEqual(strangers, [])
    const lost = await db('call')
      .join('message', 'message.id', 'call.message_id')
      .whereIn('call.identity_id', ids)
      .whereRaw('(message.conversation_id <> call.conversation_id or call.person_id not in (?))', [
        db('identity').select('person_id').whereRaw('identity.id = call.identity_id'),
      ])
    assert.deepEqual(lost, [])
    const kept = await db('message')
      .whereIn('uid', [...this.said])
      .pluck('uid')
    assert.deepEqual(kept.toSorted(), [...this.said].toSorted())
  }

  /** Once everything is split, nobody has anything of another. */
  async checkHome() {
    const { db } = this.desk.app
    for (const { id, home } of this.accounts) {
      const people = await db('message')
        .join('conversation', 'conversation.id', 'message.conversation_id')
        .where('message.identity_id', id)
        .distinct('conversation.person_id')
        .pluck('conversation.person_id')
      assert.deepEqual(
        people.filter((person: number) => person !== home),
        [],
      )
    }
    const unread = await db('conversation')
      .join('message', 'message.conversation_id', 'conversation.id')
      .whereRaw('message.seq > conversation.last_seq')
    assert.deepEqual(unread, [])
  }

  private async arrive(channelId: number): Promise<Account> {
    const name = randomUUID()
    await this.hears({ channelId, who: name })
    const row = await this.desk.app.db('identity').where({ external_id: name }).first('id', 'person_id')
    const account = { id: row.id, who: name, channelId, home: row.person_id }
    this.accounts.push(account)
    return account
  }

  private async registers(channelId: number, home: number) {
    const { db, clock } = this.desk.app
    const name = randomUUID()
    const at = clock().toISOString()
    const { id } = await transaction(db, (trx) => makeIdentityOf(trx, { channelId, who: name }, home, at))
    this.accounts.push({ id, who: name, channelId, home })
  }

  private async talk(is: 'say' | 'answer' | 'note' | 'ring' | 'close', account: Account) {
    const { app, viewers } = this.desk
    if (is === 'say') return this.hears(account)
    if (is === 'ring') return this.rings(account)
    const row = await app
      .db('conversation')
      .where({ person_id: this.root(account.home) })
      .orderByRaw(`case status when 'closed' then 1 else 0 end, id desc`)
      .first('id', 'status')
    if (!row) return undefined
    if (is === 'close') return close(app, viewers.lin, row.id)
    if (row.status === 'closed') return undefined
    const clientId = randomUUID()
    this.said.add(clientId)
    if (is === 'note') return note(app, viewers.lin, row.id, { clientId, text: 'a note' })
    return reply(app, viewers.lin, row.id, { clientId, text: 'an answer', identityId: account.id })
  }

  private async hears({ channelId, who: name }: Pick<Account, 'channelId' | 'who'>) {
    const uid = randomUUID()
    this.said.add(uid)
    await receive(this.desk.app, { id: channelId }, { who: name, uid, text: 'a word' })
  }

  private async rings({ id, channelId, home }: Account) {
    const { db, clock } = this.desk.app
    const [at, uid] = [clock().toISOString(), randomUUID()]
    const identity = { id, personId: this.root(home) }
    const card = {
      callId: 1,
      uid,
      direction: 'in' as const,
      state: 'menu' as const,
      purpose: 'inbound' as const,
      number: '139****9000',
      startedAt: at,
      recordings: [],
    }
    await transaction(db, async (trx) => {
      const { conversationId, messageId } = await callCame(trx, { identity, channelId, card, at })
      const row = {
        uid,
        channel_id: channelId,
        direction: 'in',
        purpose: 'inbound',
        number: '',
        state: 'ended',
      }
      const lies = { conversation_id: conversationId, message_id: messageId, identity_id: id }
      await insertId(trx, 'call', { ...row, ...lies, person_id: identity.personId, started_at: at })
    })
  }

  private async merge(one: number, other: number) {
    const [from, to] = [one, other].map((index) => this.root(this.accounts[index * 2]?.home ?? 0))
    if (from && to && from !== to) this.standing.push(await this.joined(from, to))
  }

  private async joined(from: number, to: number) {
    const id = await mergePeople(this.desk.app, this.desk.viewers.lin, { from, to })
    return { id, from, to }
  }

  private async split(index: number) {
    const [merge] = this.standing.splice(index % Math.max(this.standing.length, 1), 1)
    if (merge) await splitMerge(this.desk.app, this.desk.viewers.lin, merge.id)
  }

  private async off(index: number) {
    const account = this.accounts[index % this.accounts.length]
    const personId = account && this.root(account.home)
    if (!account || this.accounts.filter(({ home }) => this.root(home) === personId).length < 2) return
    const about = { personId: this.root(account.home), identityId: account.id }
    account.home = await splitOff(this.desk.app, this.desk.viewers.lin, about)
  }

  private root(person: number): number {
    const merge = this.standing.find(({ from }) => from === person)
    return merge ? this.root(merge.to) : person
  }
}
