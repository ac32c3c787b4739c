import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  MenuItem,
  PhoneAction,
  PhoneLine,
  PhoneView,
  ReplyRule,
  Simulator,
  Stage,
} from '../../plugin/index.ts'

/** What the provider posts: somebody does this. `picture` is an address. */
export type ChatEvent = {
  id: string
  from: string
  did: 'say' | 'follow' | 'unfollow' | 'scan' | 'choose'
  text?: string
  picture?: string
  code?: string
}

/** What the provider counts, and the host with it. */
export const chatRules: ReplyRule[] = [
  { after: 'message', count: 5, seconds: 48 * 3600 },
  { after: 'follow', count: 3, seconds: 60 },
]

const token = 'the-token-of-the-rehearsal'
const patient = 'patient'
const menu: MenuItem[] = [
  { name: '价目表', type: 'say', key: 'prices' },
  { name: '到院', type: 'group', items: [{ name: '怎么走', type: 'say', key: 'route' }] },
]

/** Plays the chat's provider and the phone of one patient. */
export async function simulateChat(stage: Stage): Promise<Simulator> {
  const world = new World(stage)
  return {
    settings: { url: stage.address, token },
    serve: (request, response) => void world.serve(request, response),
    phone: {
      show: () => world.show(),
      act: (action) => world.act(action),
      media: (id) => world.media.get(id),
    },
    close: async () => {},
  }
}

/** What the provider knows, and the phone shows. */
class World {
  readonly media = new Map<string, { mime: string; data: Buffer }>()
  readonly #stage: Stage
  readonly #lines: PhoneLine[] = []
  readonly #entries: PhoneView['entries'] = []
  #follows = false
  #passed = 0
  #window: PhoneView['window']

  constructor(stage: Stage) {
    this.#stage = stage
  }

  show(): PhoneView {
    const isOpen = this.#window !== undefined && this.#window.until > this.#now()
    return {
      title: '悦颜医疗美容',
      follows: this.#follows,
      menu: this.#follows ? menu : [],
      lines: this.#lines,
      entries: this.#entries,
      can: this.#follows
        ? ['unfollow', 'say', 'picture', 'scan', 'choose', 'pass']
        : ['follow', 'scan', 'pass'],
      ...(isOpen && { window: this.#window }),
    }
  }

  async act(action: PhoneAction): Promise<void> {
    if (action.type === 'pass') this.#passed += action.seconds * 1000
    if (action.type === 'follow' || action.type === 'unfollow') await this.#turn(action.type)
    if (action.type === 'scan') await this.#post({ did: 'scan', code: action.code })
    if (action.type === 'choose') await this.#post({ did: 'choose', text: itemAt(action.path)?.name })
    if (action.type === 'say') await this.#say({ text: action.text }, { text: action.text })
    if (action.type === 'picture') await this.#send(action.data)
    this.#stage.changed()
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const medium = this.media.get(String(request.url).replace('/media/', ''))
    if (medium) return void response.writeHead(200, { 'content-type': medium.mime }).end(medium.data)
    if (request.headers['x-token'] !== token) return void response.writeHead(401).end()
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'))
    const status = request.url === '/messages' ? this.#deliver(body) : 200
    if (request.url === '/entries') this.#entries.push({ code: body.code, url: this.#stage.address })
    response.writeHead(status).end(JSON.stringify({ id: randomUUID() }))
  }

  async #turn(did: 'follow' | 'unfollow') {
    this.#follows = did === 'follow'
    const greeting = await this.#post({ did })
    if (this.#follows && greeting) this.#add({ from: 'clinic', text: greeting })
  }

  async #send(data: Buffer) {
    const id = this.#keep(data)
    await this.#say({ pictures: [id] }, { picture: `${this.#stage.address}/media/${id}` })
  }

  async #say(line: Partial<PhoneLine>, event: Partial<ChatEvent>) {
    this.#add({ from: 'patient', ...line })
    await this.#post({ did: 'say', ...event })
  }

  async #post(event: Omit<ChatEvent, 'id' | 'from'>): Promise<string> {
    const rule = chatRules.find(({ after }) => after === (event.did === 'say' ? 'message' : event.did))
    if (rule) this.#window = { left: rule.count, until: this.#now() + rule.seconds * 1000 }
    const body = JSON.stringify({ id: randomUUID(), from: patient, ...event })
    const call = { method: 'POST', headers: { 'x-token': token }, body }
    return (await fetch(this.#stage.callback, call)).text()
  }

  /** An answer is shown while the window is open and has some left. */
  #deliver({ text, pictures }: { text: string; pictures: string[] }): number {
    const window = this.#window
    if (!window || window.until <= this.#now() || window.left === 0) return 410
    this.#window = { ...window, left: (window.left ?? 0) - 1 }
    const drawn = pictures.map((data) => this.#keep(Buffer.from(data, 'base64')))
    this.#add({ from: 'clinic', ...(text && { text }), pictures: drawn })
    return 200
  }

  #add(line: Omit<PhoneLine, 'id' | 'at'>) {
    this.#lines.push({ id: randomUUID(), at: this.#now(), ...line })
    this.#stage.changed()
  }

  #keep(data: Buffer): string {
    const id = randomUUID()
    this.media.set(id, { mime: 'image/jpeg', data })
    return id
  }

  #now() {
    return this.#stage.now() + this.#passed
  }
}

function itemAt(path: number[]): MenuItem | undefined {
  return path.reduce<MenuItem | undefined>(
    (item, index) => (item?.type === 'group' ? item.items[index] : undefined),
    { name: '', type: 'group', items: menu },
  )
}
