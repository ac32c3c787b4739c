import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Client, type Connection } from './testing/client.ts'
import { openStage, type Stage } from './testing/stage.ts'

/** What may happen between a visitor and the clinic, in any order. */
const steps = fc.constantFrom('say', 'repeat', 'reply', 'drop', 'connect', 'race', 'poll', 'restart', 'prune')
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never

/** One visitor on a bad line. */
class Story {
  stage: Stage
  readonly client: Client
  readonly said: { uid: string; text: string }[] = []
  line: Connection | undefined

  constructor(stage: Stage, client: Client) {
    this.stage = stage
    this.client = client
  }

  async take(step: Step): Promise<void> {
    if (step === 'say') await this.#say({ uid: randomUUID(), text: `said ${this.said.length}` })
    else if (step === 'repeat') await this.#say(this.said.at(-1))
    else if (step === 'reply') this.stage.memory.reply(this.client.visitor, 'a reply')
    else if (step === 'drop') await this.drop()
    else if (step === 'connect') await this.connect()
    else if (step === 'race') await this.#race()
    else if (step === 'poll') await this.client.poll()
    else if (step === 'restart') await this.#restart()
    else this.stage.memory.pruned = this.stage.memory.log.length
  }

  async connect(): Promise<void> {
    await this.drop()
    this.line = await this.client.connect()
    await this.line.next('welcome')
  }

  async drop(): Promise<void> {
    this.line?.socket.terminate()
    await this.line?.closed
    this.line = undefined
  }

  /** Over the socket where there is one, else over HTTP; a minute passes, so that no limit is met. */
  async #say(message: { uid: string; text: string } | undefined): Promise<void> {
    if (!message) return
    this.stage.clock.now += 61_000
    if (!this.said.includes(message)) this.said.push(message)
    if (this.line) this.line.send({ t: 'send', ...message })
    else await this.client.say(message.text, message.uid)
    await this.line?.next('ack')
  }

  /** Replies fall before, into and after the moment in which the line comes up. */
  async #race(): Promise<void> {
    await this.drop()
    const { memory } = this.stage
    const reply = () => void memory.reply(this.client.visitor, 'a reply meanwhile')
    reply()
    memory.meanwhile = reply
    await this.connect()
    reply()
  }

  async #restart(): Promise<void> {
    const { memory } = this.stage
    await this.stage.stop()
    await this.line?.closed
    this.line = undefined
    this.stage = await openStage({}, memory)
    Object.assign(this.client, { address: this.stage.address })
  }
}

test('whatever happens to the line, the visitor ends with every message once and in order', async () => {
  const stories = fc.array(steps, { minLength: 5, maxLength: 25 })
  await fc.assert(fc.asyncProperty(stories, tell), { numRuns: 40 })
})

async function tell(steps: Step[]) {
  const stage = await openStage()
  const story = new Story(stage, await stage.visitor())
  try {
    for (const step of steps) await story.take(step)
    await story.connect()
    await story.line?.settle()
    const stored = story.stage.memory.messages(story.client.visitor)
    assert.deepEqual(
      story.client.shown.map(({ uid }) => uid),
      stored.map(({ uid }) => uid),
    )
    const ids = story.said.map(({ uid }) => uid)
    assert.deepEqual(
      stored.flatMap(({ uid, from }) => (from === 'customer' ? [uid] : [])),
      ids,
    )
  } finally {
    await story.drop()
    await story.stage.stop()
  }
}
