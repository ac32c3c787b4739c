import type { App } from '../../../module.ts'
import type { Actor } from '../../agents/index.ts'
import { addExtensions, addFlow, addLine, defaultFlow, type Flow } from '../../lines/index.ts'
import { addExchange, exchangeOffer } from './exchange.ts'
import { lineNumbers } from './numbers.ts'
import type { PhoneScript } from './script.ts'

/** The demo's exchange, numbers and menu, by their ids. */
export type Telephone = { channel: number; lines: number[]; flows: number[] }

const actor: Actor = { actor: 'system' }
const firstExtension = '8001'

/** Sets up a telephone with a phone for each of these agents; nothing where no plugin speaks. */
export async function setUpTelephone(
  app: App,
  phone: PhoneScript,
  { agents, teams }: { agents: number[]; teams: number[] },
): Promise<Telephone | undefined> {
  const offer = exchangeOffer(app)
  if (!offer) return undefined
  const channel = await addExchange(app, actor, offer, phone.exchange)
  const flow = await addFlow(app, actor, { name: phone.flow, flow: flowTo(phone, teams) })
  const lines: number[] = []
  for (const [index, number] of lineNumbers.entries())
    lines.push(await addNumber(app, { number, name: phone.lines[index] ?? '', channel, flow, index }))
  const phones = { channelId: channel, agentIds: agents, first: firstExtension, device: 'desk' as const }
  await addExtensions(app, actor, phones)
  return { channel, lines, flows: [flow] }
}

/** The menu that every clinic begins with, in the language of the demo. */
function flowTo({ menu: name, keys }: PhoneScript, [team]: number[]): Flow {
  const flow = defaultFlow(team)
  const menus = Object.entries(flow.menus).map(([id, menu]) => {
    const labelled = menu.keys.map((key, index) => ({ ...key, label: keys[index] ?? key.label }))
    return [id, { ...menu, name, keys: labelled }]
  })
  return { ...flow, menus: Object.fromEntries(menus) }
}

/** Who is called sees the first number; the others are there to be rung. */
function addNumber(
  app: App,
  line: { number: string; name: string; channel: number; flow: number; index: number },
): Promise<number> {
  const { number, name, channel: channelId, flow: flowId, index } = line
  const isFirst = index === 0
  return addLine(app, actor, {
    channelId,
    number,
    name,
    flowId,
    area: '',
    outgoing: isFirst,
    preferred: isFirst,
    most: 4,
    state: 'active',
    reason: '',
    until: null,
    note: '',
  })
}
