import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Client, Connection } from '../plugins/webchat/testing/client.ts'
import type { Agent } from './support/agent.ts'
import { type Clinic, openClinic } from './support/clinic.ts'
import { eachDatabase } from './support/databases.ts'
import { readAnew, Screen } from './support/screen.ts'
import { tellStories } from './support/stories.ts'

/** What may happen in a clinic, in any order, to any of two visitors and two members of staff. */
const deeds = [
  'say',
  'say again',
  'reply',
  'reply again',
  'read',
  'draft',
  'take',
  'free',
  'close',
  'reopen',
  'visitor looks',
  'visitor drops',
  'visitor returns',
  'agent drops',
  'restart',
] as const
type Step = { deed: (typeof deeds)[number]; who: 0 | 1; whom: 0 | 1 }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ deed: fc.constantFrom(...deeds), who: fc.constantFrom(0, 1), whom: fc.constantFrom(0, 1) }),
  { minLength: 5, maxLength: 18 },
)
const time = Number(process.env['MODEL_SECONDS'] ?? 12) * 1000

eachDatabase('Whatever happens between visitors and staff', ({ create }) => {
  it('nothing is lost, nothing comes twice, and every screen shows what is there', async (t) => {
    const clinic = await openClinic((await create()).options)
    t.after(() => clinic.stop())
    const staff = [await clinic.agent('lin'), await clinic.agent('mei')] as const
    const told = await tellStories(steps, (story) => tell(clinic, staff, story), { numRuns: 100, time })
    t.diagnostic(`${told} stories`)
  })
})

async function tell(clinic: Clinic, staff: readonly [Agent, Agent], story: Step[]) {
  const world = await World.open(clinic, staff)
  try {
    for (const step of story) await world.take(step)
    await world.check()
  } finally {
    await world.leave()
  }
}

type Guest = { client: Client; talk: number; said: { uid: string; text: string }[]; line?: Connection }
type Desk = {
  agent: Agent
  screen: Screen
  said: { clientId: string; text: string; talk: number }[]
  drafts: Map<number, string>
}

class World {
  readonly #clinic: Clinic
  readonly #guests: [Guest, Guest]
  readonly #desks: [Desk, Desk]

  constructor(clinic: Clinic, guests: [Guest, Guest], desks: [Desk, Desk]) {
    this.#clinic = clinic
    this.#guests = guests
    this.#desks = desks
  }

  /** Two new visitors who have said something, and two agents who look at both. */
  static async open(clinic: Clinic, staff: readonly [Agent, Agent]): Promise<World> {
    const guests: [Guest, Guest] = [await arrive(clinic), await arrive(clinic)]
    const talks = guests.map(({ talk }) => talk)
    const desk = (agent: Agent): Desk => ({
      agent,
      screen: new Screen(agent, talks),
      said: [],
      drafts: new Map(),
    })
    const desks: [Desk, Desk] = [desk(staff[0]), desk(staff[1])]
    for (const { screen } of desks) await screen.connect()
    return new World(clinic, guests, desks)
  }

  async take({ deed, who, whom }: Step): Promise<void> {
    const [guest, desk] = [this.#guests[whom], this.#desks[who]]
    const path = `/conversations/${guest.talk}`
    this.#clinic.pass(3)
    if (deed === 'say') await this.#say(guest, { uid: randomUUID(), text: `visitor ${guest.said.length}` })
    else if (deed === 'say again') await this.#say(guest, guest.said.at(-1))
    else if (deed === 'reply') await this.#reply(desk, guest.talk, randomUUID())
    else if (deed === 'reply again') await this.#repeat(desk)
    else if (deed === 'read') await call(desk, `${path}/seen`, { seq: guest.said.length })
    else if (deed === 'draft') await this.#draft(desk, guest.talk)
    else if (deed === 'take') await call(desk, `${path}/assignment`, { to: `agent:${who + 1}` })
    else if (deed === 'free') await call(desk, `${path}/assignment`, { to: 'nobody' })
    else if (deed === 'close') await call(desk, `${path}/closure`)
    else if (deed === 'reopen') await call(desk, `${path}/closure/removal`)
    else if (deed === 'visitor looks') await look(guest)
    else if (deed === 'visitor drops') await drop(guest)
    else if (deed === 'visitor returns') await comeBack(guest)
    else if (deed === 'agent drops') await desk.screen.drop()
    else await this.#restart()
  }

  /** Everybody who is away comes back; then all of them show the same, and that is what was said. */
  async check(): Promise<void> {
    for (const guest of this.#guests) if (!guest.line) await comeBack(guest)
    await this.#clinic.settle()
    for (const guest of this.#guests) await this.#checkGuest(guest)
    for (const { agent, screen, drafts } of this.#desks) {
      const talks = this.#guests.map(({ talk }) => talk)
      const shown = await screen.shown()
      const { cursor: _, ...fresh } = await readAnew(agent, talks)
      // Who was shut out and let in again has the row, and has to open the conversation.
      for (const id of fresh.talks.keys()) if (!shown.talks.has(id)) fresh.talks.delete(id)
      assert.deepEqual(inOrder(shown), inOrder(fresh))
      for (const [talk, text] of drafts) await checkDraft(agent, talk, text)
    }
  }

  /** Leaves a desk on which the next story has room. */
  async leave(): Promise<void> {
    for (const guest of this.#guests) {
      await drop(guest)
      await call(this.#desks[0], `/conversations/${guest.talk}/closure`)
    }
    for (const { screen } of this.#desks) await screen.drop()
  }

  async #checkGuest({ client, line, talk, said }: Guest) {
    await line?.settle()
    const stored = await this.#clinic
      .app()
      .db('message')
      .where({ conversation_id: talk })
      .whereIn('direction', ['in', 'out'])
      .orderBy('seq')
      .select('uid', 'direction', 'text')
    const own = stored.filter(({ direction }) => direction === 'in').map(({ uid }) => uid)
    assert.deepEqual(
      own,
      said.map(({ uid }) => uid),
      'what the visitor said is stored once and in order',
    )
    const replies = this.#desks.flatMap((desk) => desk.said.filter((reply) => reply.talk === talk))
    const answers = stored.filter(({ direction }) => direction === 'out').map(({ uid }) => uid)
    assert.deepEqual(
      answers.toSorted(),
      replies.map(({ clientId }) => clientId).toSorted(),
      'replies are stored once',
    )
    const shown = client.shown.filter(({ from }) => from === 'customer' || from === 'agent')
    assert.deepEqual(
      shown.map(({ text }) => text),
      stored.map(({ text }) => text),
      'the visitor sees it in this order',
    )
  }

  /** Over the socket where there is one, else over HTTP. */
  async #say(guest: Guest, message: { uid: string; text: string } | undefined) {
    if (!message) return
    if (!guest.said.includes(message)) guest.said.push(message)
    if (!guest.line) return void assert.ok((await guest.client.say(message.text, message.uid)).status < 300)
    guest.line.send({ t: 'send', ...message })
    await guest.line.next('ack')
  }

  async #reply(desk: Desk, talk: number, clientId: string) {
    const text = `reply ${clientId}`
    if ((await call(desk, `/conversations/${talk}/messages`, { clientId, text })) !== 201) return
    desk.said.push({ clientId, text, talk })
    desk.drafts.delete(talk)
  }

  async #repeat({ agent, said }: Desk) {
    const last = said.at(-1)
    if (!last) return
    const { talk, ...input } = last
    const { status } = await agent.call('POST', `/conversations/${talk}/messages`, input)
    assert.ok([201, 404].includes(status), `repeating answers ${status}`)
  }

  async #draft(desk: Desk, talk: number) {
    const text = `half a sentence ${randomUUID()}`
    const status = await call(desk, `/conversations/${talk}/draft`, { text, mode: 'reply' })
    if (status === 204) desk.drafts.set(talk, text)
  }

  async #restart() {
    const away = this.#guests.map(({ line }) => line?.closed)
    await this.#clinic.restart()
    await Promise.all(away)
    const address = this.#clinic.address()
    for (const guest of this.#guests) {
      guest.line = undefined
      Object.assign(guest.client, { address })
    }
    for (const { agent } of this.#desks) agent.address = address
  }
}

async function arrive(clinic: Clinic): Promise<Guest> {
  const client = await clinic.visitor()
  const first = { uid: randomUUID(), text: 'visitor 0' }
  assert.equal((await client.say(first.text, first.uid)).status, 201)
  const { id } = await clinic
    .app()
    .db('conversation')
    .join('identity', 'identity.person_id', 'conversation.person_id')
    .where('identity.external_id', client.visitor)
    .first('conversation.id')
  const guest: Guest = { client, talk: id, said: [first] }
  await comeBack(guest)
  return guest
}

async function comeBack(guest: Guest) {
  if (guest.line) return
  guest.line = await guest.client.connect()
  await guest.line.next('welcome')
}

async function drop(guest: Guest) {
  guest.line?.socket.terminate()
  await guest.line?.closed
  guest.line = undefined
}

async function look({ client }: Guest) {
  const last = client.shown.at(-1)
  if (last) assert.equal((await client.call('POST', 'seen', { upto: last.uid, read: true })).status, 204)
}

/** May be refused where another holds the conversation; is never broken. */
async function call({ agent }: Desk, path: string, body?: object): Promise<number> {
  const { status } = await agent.call('POST', path, body)
  assert.ok(status < 300 || [403, 404, 409].includes(status), `${path} answers ${status}`)
  return status
}

async function checkDraft(agent: Agent, talk: number, text: string) {
  const { status, json } = await agent.call('GET', `/conversations/${talk}`)
  if (status === 200) assert.equal(Object(json).draft?.text, text, 'the draft is kept')
}

/** Rows and messages as lists: two screens are the same where they show the same in the same order. */
function inOrder({ rows, talks }: { rows: Map<string, string>; talks: Map<number, Map<string, string>> }) {
  const bySeq = (html: string) => Number(/data-seq="(\d+)"/.exec(html)?.[1])
  return {
    rows: [...rows.values()].toSorted(),
    talks: [...talks].map(([id, messages]) => [
      id,
      [...messages.values()].toSorted((a, b) => bySeq(a) - bySeq(b)),
    ]),
  }
}
