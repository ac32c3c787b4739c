import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Client, type Connection } from '../../plugins/webchat/testing/client.ts'

type Said = { uid: string; text: string; acked: boolean }

/** A visitor who keeps what they said until it is acknowledged, as section 6 of the protocol asks for. */
export class Talker {
  readonly client: Client
  readonly name: string
  readonly said: Said[] = []
  /** Close codes of the connections so far. */
  readonly codes: number[] = []
  #line: Connection | undefined
  readonly #onAck: () => void

  constructor(client: Client, name: string, onAck: () => void) {
    this.client = client
    this.name = name
    this.#onAck = onAck
  }

  /** Connects and says again, oldest first, what nobody has acknowledged. */
  async connect(): Promise<void> {
    const line = await this.client.connect()
    this.#line = line
    void line.closed.then((code) => void this.codes.push(code))
    line.socket.on('error', () => {})
    line.socket.on('message', (data) => this.#hear(JSON.parse(String(data))))
    for (const { uid, text } of this.said.filter(({ acked }) => !acked)) line.send({ t: 'send', uid, text })
  }

  /** Says this many more things without waiting. */
  talk(times: number): void {
    for (let more = times; more > 0; more -= 1) {
      const said = { uid: randomUUID(), text: `${this.name} ${this.said.length}`, acked: false }
      this.said.push(said)
      if (this.#line?.socket.readyState === this.#line?.socket.OPEN) {
        this.#line?.send({ t: 'send', uid: said.uid, text: said.text })
      }
    }
  }

  /** Resolves when everything is acknowledged. */
  async heard(): Promise<void> {
    while (this.said.some(({ acked }) => !acked)) {
      await this.#line?.next('ack')
    }
  }

  /** Resolves to the close code. */
  async gone(): Promise<number | undefined> {
    await this.#line?.closed
    return this.codes.at(-1)
  }

  leave(): void {
    this.#line?.socket.terminate()
  }

  #hear(frame: { t: string; uid?: string }) {
    const said = frame.t === 'ack' && this.said.find(({ uid }) => uid === frame.uid)
    if (!said) return
    said.acked = true
    this.#onAck()
  }
}

/** Everything acknowledged is there, once and in the order in which it was said; what else is there was said too. */
export async function checkKept(talker: Talker) {
  const kept = await stored(talker)
  const order = said(talker).filter((uid) => kept.includes(uid))
  assert.deepEqual(kept, order)
  const lost = talker.said.filter(({ uid, acked }) => acked && !kept.includes(uid))
  assert.deepEqual(lost, [])
}

/** What they said, in its order. */
export function said(talker: Talker): string[] {
  return talker.said.map(({ uid }) => uid)
}

/** What the clinic has of them, in its order. */
export async function stored({ client }: Talker): Promise<string[]> {
  const uids: string[] = []
  for (let before = ''; ;) {
    const { body } = await client.call('GET', `messages?limit=100${before && `&before=${before}`}`)
    const own = body.messages.filter(({ from }: { from: string }) => from === 'customer')
    uids.unshift(...own.map(({ uid }: { uid: string }) => uid))
    if (!body.more) return uids
    before = encodeURIComponent(body.messages[0].order)
  }
}
