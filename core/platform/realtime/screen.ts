import type { RawData, WebSocket } from 'ws'
import type { Logger } from '../../log.ts'
import type { LiveTopic, Viewer } from '../../module.ts'
import type { Db } from '../db/index.ts'
import { isAfter } from '../events/cursor.ts'
import { head, reaches, read } from '../events/index.ts'
import { createBucket } from './count.ts'
import type { Followers } from './followers.ts'
import { type ClientFrame, type ClientWhisper, closing, type ServerFrame } from './frames.ts'
import { readFrame } from './schema.ts'
import { renderTellings, type Telling } from './tellings.ts'

/** What a screen needs of its hub. */
export type Room = {
  db: Db
  log: Logger
  topics: () => LiveTopic[]
  followers: Followers<Screen>
  /** The place up to which the followers have been told the log. */
  told: () => string
  mayFollow: (viewer: Viewer, topic: string) => Promise<boolean>
  whisper: (topic: string, data: object) => void
  /** Uses a ticket up; true where it was this session's. */
  redeem: (ticket: string, viewer: Viewer) => Promise<boolean>
  /** The screen has said hello with a good ticket. */
  greeted: (screen: Screen) => Promise<void>
}

const unsentLimit = 1024 * 1024
const gapLimit = 1000
const burst = 60
const perSecond = 10
const helloWithin = 10_000

/** One tab of an agent: its socket, and how far it has been told the log. */
export class Screen {
  viewer: Viewer
  readonly #socket: WebSocket
  readonly #room: Room
  readonly #allow = createBucket(burst, perSecond, () => performance.now())
  #greeted = false
  #cursor = ''
  /** What is told while the catch-up runs; undefined when live. */
  #waiting: Telling[] | undefined
  #work = Promise.resolve()

  /** The first frame must be `hello` with a ticket, within ten seconds. */
  constructor(socket: WebSocket, viewer: Viewer, room: Room) {
    this.viewer = viewer
    this.#socket = socket
    this.#room = room
    const impatience = setTimeout(() => this.#greeted || this.close(closing.session, 'no hello'), helloWithin)
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary))
    socket.on('close', () => clearTimeout(impatience))
  }

  /** Tells one fact: now, or when the catch-up is done, or not at all where it has been told. */
  take(telling: Telling): void {
    if (this.#waiting) this.#wait(telling, this.#waiting)
    else if (isAfter(telling.cursor, this.#cursor)) this.#write(this.#frame(telling))
  }

  /** Everything up to the cursor has been told. */
  advance(to: string): void {
    if (this.#cursor && !this.#waiting && isAfter(to, this.#cursor)) this.#cursor = to
  }

  /** Stops following what the viewer may no longer see. */
  lose(topic: string): void {
    if (!this.#follows(topic)) return
    this.#room.followers.drop(this, topic)
    this.send({ t: 'gone', topic })
  }

  send(frame: ServerFrame): void {
    this.#write(JSON.stringify(frame))
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  #hear(data: RawData, isBinary: boolean) {
    if (!this.#isOpen()) return
    if (!this.#allow()) return this.close(closing.policy, 'too many frames')
    const frame = isBinary ? undefined : readFrame(data.toString())
    if (!frame) return this.close(closing.policy, 'not a frame')
    this.#work = this.#work.then(() => this.#handle(frame)).catch((error: unknown) => this.#fail(error))
  }

  async #handle(frame: ClientFrame) {
    if (frame.t === 'hello') await this.#greet(frame.ticket)
    else if (!this.#greeted) this.close(closing.policy, 'hello first')
    else if (frame.t === 'follow') await this.#follow(frame)
    else if (frame.t === 'whisper') this.#whisper(frame.topic, frame.data)
    else this.send({ t: 'pong', cursor: this.#cursor || undefined })
  }

  async #greet(ticket: string) {
    if (!(await this.#room.redeem(ticket, this.viewer))) return this.close(closing.session, 'ticket')
    this.#greeted = true
    this.send({ t: 'hello', session: this.viewer.sessionId })
    await this.#room.greeted(this)
  }

  /** Registers first and reads the log then, so that what commits in between is heard by one of the two. */
  async #follow({ page, topics, cursor }: Extract<ClientFrame, { t: 'follow' }>) {
    this.#waiting = []
    const allowed = await this.#allowed(topics)
    if (!this.#isOpen()) return
    this.#room.followers.set(this, allowed)
    this.send({ t: 'following', page, refused: topics.filter((topic) => !allowed.includes(topic)) })
    const reached = await this.#catchUp(cursor ?? (await head(this.#room.db)))
    if (reached) this.#goLive(page, reached)
    else this.#reset()
  }

  async #allowed(topics: string[]) {
    const answers = await Promise.all(topics.map((topic) => this.#room.mayFollow(this.viewer, topic)))
    return topics.filter((_, index) => answers[index])
  }

  /** Tells what happened since and answers the last of it, or undefined where the log is too short or the gap too long. */
  async #catchUp(from: string): Promise<string | undefined> {
    const { db, log, topics, told } = this.#room
    if (!(await reaches(db, from))) return undefined
    const events = await read(db, from, { limit: gapLimit + 1, known: told() })
    if (events.length > gapLimit) return undefined
    const tellings = await renderTellings(topics(), events, (topic) => this.#follows(topic), log)
    for (const telling of tellings) await this.#recall(telling)
    return events.at(-1)?.cursor ?? from
  }

  async #recall(telling: Telling) {
    if (telling.regate && !(await this.#room.mayFollow(this.viewer, telling.topic))) this.lose(telling.topic)
    const frame = this.#frame(telling)
    if (frame) await new Promise((sent) => this.#socket.send(frame, sent))
  }

  #goLive(page: number, cursor: string) {
    const told = this.#waiting ?? []
    this.#waiting = undefined
    this.#cursor = cursor
    this.send({ t: 'ready', page, cursor })
    for (const telling of told) this.take(telling)
  }

  /** Nothing is told until the page has been read anew and follows again. */
  #reset() {
    this.#room.followers.set(this, [])
    this.#waiting = undefined
    this.#cursor = ''
    this.send({ t: 'reset' })
  }

  #wait(telling: Telling, waiting: Telling[]) {
    if (waiting.push(telling) > gapLimit) this.close(closing.overload, 'too slow')
  }

  #frame(telling: Telling): string | undefined {
    if (!this.#follows(telling.topic) || !telling.isFor(this.viewer)) return undefined
    return telling.frame(this.viewer.locale)
  }

  #follows(topic: string) {
    return this.#room.followers.follows(this, topic)
  }

  #whisper(topic: string, data: ClientWhisper) {
    const { agentId: id, name } = this.viewer
    if (this.#follows(topic)) this.#room.whisper(topic, { ...data, agent: { id, name } })
  }

  /** Who does not read loses the socket, not the server its memory. */
  #write(text: string | undefined) {
    if (!text || !this.#isOpen()) return
    if (this.#socket.bufferedAmount > unsentLimit) return this.close(closing.overload, 'too slow')
    this.#socket.send(text)
  }

  #isOpen() {
    return this.#socket.readyState === this.#socket.OPEN
  }

  #fail(error: unknown) {
    this.#room.log.error({ error, agent: this.viewer.agentId }, 'live.failed')
    this.close(closing.broken, 'failed')
  }
}
