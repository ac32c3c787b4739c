import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { tellStories } from '../../../../test/support/stories.ts'
import { Invalid } from '../../../errors.ts'
import { transaction } from '../../../platform/db/index.ts'
import { happened, messageState, receive, reply, retryMessage, windowOf } from '../index.ts'

type Who = 0 | 1
type Step =
  | { is: 'say'; who: Who; times: number; mention: boolean }
  | { is: 'do'; who: Who; doing: 'follow' | 'unfollow' | 'refuse' | 'enter' }
  | { is: 'answer'; who: Who }
  | { is: 'become'; pick: number; state: 'sent' | 'unknown' | 'failed' }
  | { is: 'retry'; pick: number }
  | { is: 'pass'; minutes: number }

const who = fc.constantFrom<Who>(0, 1)
const pick = fc.nat(1000)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    is: fc.constant('say' as const),
    who,
    times: fc.integer({ min: 1, max: 3 }),
    mention: fc.boolean(),
  }),
  fc.record({
    is: fc.constant('do' as const),
    who,
    doing: fc.constantFrom('follow' as const, 'unfollow' as const, 'refuse' as const, 'enter' as const),
  }),
  { weight: 4, arbitrary: fc.record({ is: fc.constant('answer' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('become' as const),
      pick,
      state: fc.constantFrom('sent' as const, 'unknown' as const, 'failed' as const),
    }),
  },
  fc.record({ is: fc.constant('retry' as const), pick }),
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('pass' as const),
      minutes: fc.constantFrom(1, 30, 12 * 60, 24 * 60, 48 * 60),
    }),
  },
)

/** What a customer did last of one sort: `left` answers before `ends` (milliseconds). */
type Leave = { left: number; ends: number }
type Customer = { name: string; leaves: Map<string, Leave>; conversation?: number }
type Sent = { id: number; uid: string; customer: Customer; paid: Leave[]; state: string }

const second = 1000
const allowed: Record<string, { left: number; lasts: number }> = {
  message: { left: 5, lasts: 48 * 60 * 60 * second },
  mention: { left: 1, lasts: 24 * 60 * 60 * second },
  follow: { left: 2, lasts: 24 * 60 * 60 * second },
  enter: { left: Infinity, lasts: 60 * second },
}

eachDatabase('Through simulated weeks', ({ open, engine }) => {
  it('the meter shows what a plain count of everything shows', async (t) => {
    const desk = await openDesk(await open())
    const tell = async (steps: Step[]) => {
      const weeks = new Weeks(desk)
      for (const each of steps) {
        await weeks.take(each)
        await weeks.check()
      }
    }
    const stories = fc.array(step, { minLength: 10, maxLength: 40 })
    const told = await tellStories(stories, tell, { numRuns: engine === 'SQLite' ? 60 : 10, time: 20_000 })
    assert.ok(told > 0)
    t.diagnostic(`${told} times`)
  })
})

/** Two customers, an agent, and beside them a model that knows nothing of tables. */
class Weeks {
  readonly #desk: Desk
  readonly #customers: [Customer, Customer]
  readonly #sent: Sent[] = []

  constructor(desk: Desk) {
    this.#desk = desk
    this.#customers = [newcomer(), newcomer()]
  }

  async take(step: Step): Promise<void> {
    if (step.is === 'say') await this.#say(this.#customers[step.who], step.times, step.mention)
    else if (step.is === 'do') await this.#do(this.#customers[step.who], step.doing)
    else if (step.is === 'answer') await this.#answer(this.#customers[step.who])
    else if (step.is === 'pass') this.#desk.pass(step.minutes * 60 * second)
    else await this.#go(this.#sent[step.pick % this.#sent.length], step)
  }

  async check(): Promise<void> {
    const now = this.#now()
    for (const customer of this.#customers) {
      const window = await windowOf(this.#desk.app, { channelId: this.#desk.fans.id, who: customer.name })
      const open = usable(customer, now)
      const most = Math.max(0, ...open.map(({ left }) => left))
      const expected =
        most === Infinity ? { open: true } : most > 0 ? { open: true, left: most } : { open: false }
      const { until, ...shown } = window
      assert.deepEqual(shown, expected)
      const ends = Math.max(...open.map((leave) => leave.ends))
      if (until) assert.ok(Math.abs(Date.parse(until) - ends) < 5 * second)
    }
  }

  async #say(customer: Customer, times: number, isMention: boolean) {
    const doing = isMention ? 'mention' : 'message'
    allow(customer, doing, this.#now())
    const words = Array.from({ length: times }, () => {
      return receive(this.#desk.app, this.#desk.fans, {
        who: customer.name,
        externalId: randomUUID(),
        text: 'hi',
        doing,
      })
    })
    const [first] = await Promise.all(words)
    if (first) customer.conversation = await this.#desk.conversationOf(first)
  }

  async #do(customer: Customer, doing: 'follow' | 'unfollow' | 'refuse' | 'enter') {
    if (doing === 'unfollow' || doing === 'refuse') customer.leaves.clear()
    else allow(customer, doing, this.#now())
    const happening = { who: customer.name, externalId: randomUUID(), type: doing }
    await happened(this.#desk.app, this.#desk.fans.id, happening)
    // A provider that repeats itself changes nothing.
    await happened(this.#desk.app, this.#desk.fans.id, happening)
  }

  async #answer(customer: Customer) {
    const { conversation } = customer
    if (conversation === undefined) return
    const words = { clientId: randomUUID(), text: 'yes' }
    const paid = this.#pay(customer)
    const work = reply(this.#desk.app, this.#desk.viewers.lin, conversation, words)
    if (!paid) return assert.rejects(work, Invalid)
    const { id, uid } = await work
    this.#sent.push({ id, uid, customer, paid, state: 'queued' })
  }

  async #go(sent: Sent | undefined, step: Step & { is: 'become' | 'retry' }) {
    if (!sent) return
    if (step.is === 'retry') return this.#retry(sent)
    const at = this.#desk.app.clock().toISOString()
    const isNew = await transaction(this.#desk.app.db, (trx) => {
      return messageState(trx, sent.id, step.state, { at })
    })
    if (!isNew) return
    sent.state = step.state
    if (step.state !== 'failed') return
    const standing = [...sent.customer.leaves.values()]
    for (const leave of sent.paid) if (standing.includes(leave)) leave.left += 1
  }

  async #retry(sent: Sent) {
    if (sent.state !== 'failed' && sent.state !== 'unknown') return
    const work = () => {
      const { conversation = 0 } = sent.customer
      return retryMessage(this.#desk.app, this.#desk.viewers.lin, conversation, sent.uid)
    }
    const paid = this.#pay(sent.customer)
    if (!paid) return assert.rejects(work(), Invalid)
    await work()
    Object.assign(sent, { paid, state: 'queued' })
  }

  /** What an answer costs, or undefined where it may not be given. */
  #pay(customer: Customer): Leave[] | undefined {
    const open = usable(customer, this.#now())
    for (const leave of open) leave.left -= 1
    return open.length > 0 ? open : undefined
  }

  #now(): number {
    return this.#desk.app.clock().getTime()
  }
}

function newcomer(): Customer {
  return { name: randomUUID(), leaves: new Map() }
}

function allow(customer: Customer, doing: string, now: number) {
  const { left = 0, lasts = 0 } = allowed[doing] ?? {}
  customer.leaves.set(doing, { left, ends: now + lasts })
}

function usable(customer: Customer, now: number): Leave[] {
  return [...customer.leaves.values()].filter(({ left, ends }) => left > 0 && ends > now)
}
