import type { WebSocket } from 'ws'
import type { Logger } from '../../log.ts'
import type { LiveTopic, Viewer } from '../../module.ts'
import type { Db } from '../db/index.ts'
import type { Event, Tailer } from '../events/index.ts'
import { createFollowers } from './followers.ts'
import { closing } from './frames.ts'
import { type Room, Screen } from './screen.ts'
import { renderTellings, type Telling } from './tellings.ts'
import { redeemTicket } from './tickets.ts'
import { createWhispers, type WhisperListener, type Whispers } from './whispers.ts'

/** What the rest of the house may do with the open screens. */
export type Hub = {
  /** Says something that is not kept (typing, viewing) to those who follow the topic, in every process. */
  whisper: (topic: string, data: object) => void
  onWhisper: (listener: WhisperListener) => () => void
  closeSession: (sessionId: number) => void
  closeAgent: (agentId: number) => void
  /** Closes every screen with 1012: come back. */
  stop: () => Promise<void>
  stats: () => { sockets: number }
}

/** What the hub gets from the modules once they are there. */
export type House = {
  topics: LiveTopic[]
  /** A screen of this agent is open: lengthens the lease on "online". */
  present: (viewer: Viewer) => Promise<void>
}

/** Asks whether the session is still good, and what it may do now. */
type Recheck = () => Promise<Viewer | undefined>
type Parts = { db: Db; log: Logger; clock: () => Date; events: Tailer }

const beatEvery = 20_000

/** The open screens of this process, and what they are told. */
export class LiveHub implements Hub {
  readonly #parts: Parts
  readonly #screens = new Map<Screen, Recheck>()
  readonly #followers = createFollowers<Screen>()
  readonly #whispers: Whispers
  readonly #ends: (() => void)[] = []
  #house: House = { topics: [], present: async () => {} }

  constructor(parts: Parts) {
    this.#parts = parts
    this.#whispers = createWhispers(parts.db, parts.log)
  }

  /** Hears the log and the whispers from here on; before, it tells nothing. */
  async start(house: House): Promise<void> {
    this.#house = house
    const timer = setInterval(() => this.beat(), beatEvery).unref()
    this.#ends.push(
      this.#parts.events.on((batch) => this.#tell(batch)),
      this.#whispers.on((topic, data) => this.#hearWhisper(topic, data)),
      () => clearInterval(timer),
    )
    await this.#whispers.start()
  }

  /** Takes a socket of an agent in. */
  join(socket: WebSocket, viewer: Viewer, again: Recheck): void {
    const screen = new Screen(socket, viewer, this.#room())
    this.#screens.set(screen, again)
    socket.on('close', () => {
      this.#screens.delete(screen)
      this.#followers.set(screen, [])
    })
  }

  whisper(topic: string, data: object): void {
    this.#whispers.send(topic, data)
  }

  onWhisper(listener: WhisperListener): () => void {
    return this.#whispers.on(listener)
  }

  closeSession(sessionId: number): void {
    this.#closeWhere((viewer) => viewer.sessionId === sessionId)
  }

  closeAgent(agentId: number): void {
    this.#closeWhere((viewer) => viewer.agentId === agentId)
  }

  socketsOf(sessionId: number): number {
    const isOfSession = (screen: Screen) => screen.viewer.sessionId === sessionId
    return this.#screens.keys().filter(isOfSession).toArray().length
  }

  stats() {
    return { sockets: this.#screens.size }
  }

  /** Looks after every session: still good, and present. Called every 20 seconds. */
  async beat(): Promise<void> {
    const sessions = Map.groupBy(this.#screens.keys(), (screen) => screen.viewer.sessionId)
    for (const screens of sessions.values()) await this.#look(screens)
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end()
    for (const screen of this.#screens.keys()) screen.close(closing.restart, 'restart')
    await this.#whispers.stop()
  }

  #room(): Room {
    const { db, log, clock, events } = this.#parts
    return {
      db,
      log,
      followers: this.#followers,
      told: () => events.place(),
      topics: () => this.#house.topics,
      mayFollow: (viewer, topic) => this.#mayFollow(viewer, topic),
      whisper: (topic, data) => this.whisper(topic, data),
      redeem: (ticket, viewer) => redeemTicket(db, ticket, viewer.sessionId, clock()),
      greeted: (screen) => this.#look([screen]),
    }
  }

  /** Each fact is rendered once for everybody, and only where somebody follows. */
  async #tell(batch: Event[]) {
    for (const event of batch) this.#revoke(event)
    const isFollowed = (topic: string) => this.#followers.of(topic).size > 0
    const tellings = await renderTellings(this.#house.topics, batch, isFollowed, this.#parts.log)
    for (const telling of tellings) await this.#deliver(telling)
    const upto = batch.at(-1)?.cursor
    if (upto) for (const screen of this.#screens.keys()) screen.advance(upto)
  }

  async #deliver(telling: Telling) {
    if (telling.regate) await this.#regate(telling.topic)
    for (const screen of this.#followers.of(telling.topic)) screen.take(telling)
  }

  async #regate(topic: string) {
    const screens = [...this.#followers.of(topic)]
    const answers = await Promise.all(screens.map((screen) => this.#mayFollow(screen.viewer, topic)))
    screens.filter((_, index) => !answers[index]).forEach((screen) => screen.lose(topic))
  }

  /** A kind that nobody serves is refused like one that this viewer may not see; so is what cannot be checked. */
  async #mayFollow(viewer: Viewer, topic: string): Promise<boolean> {
    const [kind, id = ''] = topic.split(':', 2)
    const live = this.#house.topics.find((one) => one.kind === kind)
    try {
      return (await live?.authorize(viewer, id)) ?? false
    } catch (error) {
      this.#parts.log.error({ error, topic, agent: viewer.agentId }, 'live.authorize-failed')
      return false
    }
  }

  #revoke({ type, topic, data }: Event) {
    if (type === 'session.revoked') this.#closeWhere((viewer) => viewer.sessionId === data['sessionId'])
    if (type === 'agent.changed') this.#closeWhere((viewer) => topic === `agent:${viewer.agentId}`)
  }

  #closeWhere(isMeant: (viewer: Viewer) => boolean) {
    for (const screen of this.#screens.keys()) {
      if (isMeant(screen.viewer)) screen.close(closing.session, 'session')
    }
  }

  #hearWhisper(topic: string, data: Record<string, unknown>) {
    for (const screen of this.#followers.of(topic)) {
      if (!isBy(screen.viewer, data)) screen.send({ t: 'whisper', topic, data })
    }
  }

  /** Looks after the screens of one session. */
  async #look(screens: Screen[]) {
    const [first] = screens
    try {
      const viewer = first && (await this.#screens.get(first)?.())
      for (const screen of screens) {
        if (viewer) screen.viewer = viewer
        else screen.close(closing.session, 'session')
      }
      if (viewer) await this.#house.present(viewer)
    } catch (error) {
      this.#parts.log.error({ error }, 'live.beat-failed')
    }
  }
}

/** Nobody needs to hear that they are typing themselves, in another tab. */
function isBy(viewer: Viewer, data: Record<string, unknown>): boolean {
  const agent = data['agent']
  return typeof agent === 'object' && agent !== null && 'id' in agent && agent.id === viewer.agentId
}
