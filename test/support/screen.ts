import type { ServerFrame } from '../../core/platform/realtime/frames.ts'
import { keepPage, type Page } from '../../views/assets/live/page.ts'
import type { Agent } from './agent.ts'
import { elements, tagsOf } from './html.ts'
import type { JsonSocket } from './socket.ts'

/** What stands on a screen: rows of the list, and messages of conversations by their elements' ids, as HTML. */
export type Shown = { rows: Map<string, string>; talks: Map<number, Map<string, string>> }

/**
 * The open page of an agent: read once, then kept by what the socket says, with the code that the browser runs. Of
 * conversations that the agent may not see nothing is shown.
 */
export class Screen {
  readonly agent: Agent
  readonly #ids: number[]
  readonly #page: Page
  readonly #hinted = new Set<number>()
  #shown: Shown = { rows: new Map(), talks: new Map() }
  #socket: JsonSocket<ServerFrame> | undefined
  #isStale = true

  constructor(agent: Agent, ids: number[]) {
    this.agent = agent
    this.#ids = ids
    this.#page = keepPage(
      {
        html: (html, topic) => this.#apply(html, topic),
        data: (topic, data) => void (topic === 'desk' && this.#hinted.add(Number(Object(data).conversation))),
        whisper: () => {},
        reset: () => void (this.#isStale = true),
        gone: (topic) => void this.#shown.talks.delete(Number(topic.split(':')[1])),
      },
      (frame) => this.#socket?.send(frame),
    )
  }

  /** Where the line is there, nothing; else a new one, on which the page goes on where it was. */
  async connect(): Promise<void> {
    if (this.#socket?.socket.readyState === 1) return
    this.#socket = await this.agent.live()
    this.#socket.socket.on('message', (data) => this.#page.hear(JSON.parse(String(data))))
    if (this.#isStale) await this.#read()
    else this.#page.resume()
    await this.#socket.next('following')
  }

  async drop(): Promise<void> {
    this.#socket?.socket.terminate()
    await this.#socket?.closing()
  }

  /** Everything that the server had told before this call is shown when it resolves. */
  async shown(): Promise<Shown> {
    await this.connect()
    await this.#answered()
    while (this.#isStale) {
      await this.#read()
      await this.#answered()
    }
    await this.#fetchRows()
    return this.#shown
  }

  async #answered() {
    this.#socket?.send({ t: 'ping' })
    await this.#socket?.next('pong')
  }

  async #read() {
    const { cursor, ...shown } = await readAnew(this.agent, this.#ids)
    this.#shown = shown
    this.#isStale = false
    this.#hinted.clear()
    const talks = [...shown.talks.keys()].map((id) => `conversation:${id}`)
    this.#page.follow(['desk', ...talks], cursor)
  }

  #apply(html: string, topic: string) {
    const talk = this.#shown.talks.get(Number(topic.split(':')[1]))
    for (const [id, message] of elements(html, 'message')) talk?.set(id, message)
  }

  async #fetchRows() {
    const ids = [...this.#hinted]
    this.#hinted.clear()
    if (ids.length === 0) return
    const { body } = await this.agent.call('GET', `/desk/rows?view=all&ids=${ids.join()}`)
    for (const { attributes } of tagsOf(body).filter(({ name }) => name === 'turbo-stream')) {
      if (attributes.get('action') === 'remove') this.#shown.rows.delete(attributes.get('target') ?? '')
    }
    for (const [id, row] of elements(body, 'row-item')) this.#shown.rows.set(id, row)
  }
}

/** What a page shows that is opened now, and the cursor to go on from. Rows of other conversations are left out. */
export async function readAnew(agent: Agent, ids: number[]): Promise<Shown & { cursor: string }> {
  const desk = await agent.page('/desk?view=all')
  const cursor = /name="live-cursor" content="([^"]+)"/.exec(desk)?.[1] ?? ''
  const own = ids.map((id) => `row-${id}`)
  const rows = new Map([...elements(desk, 'row-item')].filter(([id]) => own.includes(id)))
  const talks: Shown['talks'] = new Map()
  for (const id of ids) {
    const { status, body } = await agent.call('GET', `/conversations/${id}?view=all`, undefined, {
      accept: 'text/html',
    })
    if (status === 200) talks.set(id, messagesOf(body))
  }
  return { rows, talks, cursor }
}

/** But for the empty one that the page copies for what is being sent. */
function messagesOf(page: string): Map<string, string> {
  const messages = elements(page, 'message')
  messages.delete('message-specimen')
  return messages
}
