import type { Host, News } from 'qiantai/plugin'
import type { WebSocket } from 'ws'
import type { Visitor } from '../actions.ts'
import { closing, limits } from '../limits.ts'
import { newsView, type Reader } from '../messages.ts'
import { earsOf, enter, type Ear, exit, type Room, roomOf } from '../room.ts'
import type { Locale } from '../site.ts'

const idle = Promise.resolve()

/** One connection. There may be ten thousand of them idle: few fields, no closures. */
export class Peer implements Ear {
  readonly socket: WebSocket
  readonly room: Room
  readonly host: Host
  readonly userAgent: string
  /** '' until `hello`. */
  who = ''
  client = ''
  locale: Locale = 'zh-CN'
  /** Milliseconds: when it last said something, and when its minute of frames began. */
  heardAt: number
  windowAt: number
  frames = 0
  /** The frame that is being worked on; the next one waits for it. */
  turn = idle
  /** What happens while the missed news is being read. */
  #backlog: News[] | undefined

  constructor(host: Host, room: Room, socket: WebSocket, userAgent: string) {
    this.host = host
    this.room = room
    this.socket = socket
    this.userAgent = userAgent
    this.heardAt = this.windowAt = host.now()
  }

  /** It closed, or its site did, before it said who it is. */
  get isGone(): boolean {
    return this.socket.readyState !== this.socket.OPEN || this.isHomeless
  }

  /** Its site has closed: the server stops, or the settings have changed. */
  get isHomeless(): boolean {
    return roomOf(this.room.channel) !== this.room
  }

  get visitor(): Visitor {
    const { host, room, who, locale, userAgent } = this
    return { host, room, who, locale, userAgent }
  }

  get reader(): Reader {
    return { host: this.host, site: this.room.channel.key, who: this.who, locale: this.locale }
  }

  /** From here on nothing is missed; what comes before `live` waits. The same client's older connection gives way. */
  join(who: string, client: string): void {
    this.who = who
    this.client = client
    this.#backlog = []
    this.#replaceOlder()
    enter(this.room, who, this)
  }

  /** Goes on with what came meanwhile, but for what the reader has got already. */
  live(told: ReadonlySet<string>): void {
    const waiting = this.#backlog ?? []
    this.#backlog = undefined
    for (const news of waiting) {
      if (!('cursor' in news) || !told.has(news.cursor)) this.hear(news)
    }
  }

  hear(news: News): void {
    if (this.#backlog) this.#backlog.push(news)
    else this.send({ t: 'news', news: [newsView(this.reader, news)] })
  }

  send(frame: object): void {
    if (this.socket.bufferedAmount > limits.unreadBytes) return this.close(closing.slowDown)
    this.socket.send(JSON.stringify(frame))
  }

  leave(): void {
    this.close(closing.restart)
  }

  close(code: number): void {
    exit(this.room, this.who, this)
    this.socket.close(code)
  }

  /** Ends a line whose other end is gone: nobody would answer a `close`. */
  drop(): void {
    exit(this.room, this.who, this)
    this.socket.terminate()
  }

  /** Counts a frame: false when this minute's are used up. */
  count(now: number): boolean {
    if (now - this.windowAt >= 60_000) {
      this.windowAt = now
      this.frames = 0
    }
    this.frames += 1
    return this.frames <= limits.callsPerMinute
  }

  #replaceOlder() {
    const others = earsOf(this.room, this.who).filter((ear) => ear instanceof Peer)
    const same = others.filter((peer) => peer.client === this.client)
    const rest = others.filter((peer) => peer.client !== this.client)
    const surplus = rest.slice(0, Math.max(0, rest.length - limits.sockets + 1))
    for (const peer of [...same, ...surplus]) peer.close(closing.replaced)
  }
}
