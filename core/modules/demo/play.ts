import type { App, Viewer } from '../../module.ts'
import {
  assign,
  close,
  customerSeen,
  introduce,
  note,
  receive,
  reply,
  snooze,
} from '../conversations/index.ts'
import { recordVisit } from '../journey/index.ts'
import { e164 } from '../lines/index.ts'
import { type Identity, identityOf, setStage, tag } from '../people/index.ts'
import { drawSkin } from './picture.ts'
import type { Random } from './random.ts'
import { conversationOf, lastAnswer } from './store.ts'
import type { Deed } from './story.ts'
import { mobileOf } from './telephone/numbers.ts'
import { playCall, playRefusal, type Switchboard } from './telephone/play.ts'
import { firstCaller } from './telephone/story.ts'

/** Who is on the stage: the demo's channel, agents and teams by their place in the script. */
export type Stage = {
  channel: number
  agents: Viewer[]
  teams: number[]
  random: Random
  switchboard?: Switchboard
}
/** What playing the story brought in. */
export type Played = { people: number[]; files: string[] }

/** Lets the story happen through the services, as it would with real people; `app`'s clock says when. */
export async function play(
  app: App,
  stage: Stage,
  deeds: Deed[],
  turnClock: (time: number) => void,
): Promise<Played> {
  const guests = new Map<number, Identity>()
  const files: string[] = []
  for (const [index, deed] of deeds.entries()) {
    turnClock(deed.at)
    if (deed.is === 'call') await call(app, stage, deed)
    const identity = guests.get(deed.guest) ?? (await whoIs(app, stage, deed.guest))
    guests.set(deed.guest, identity)
    const file = await perform(app, stage, { ...identity, uid: `demo-message-${index}` }, deed)
    if (file) files.push(file)
  }
  return { people: [...guests.values()].map(({ personId }) => personId), files }
}

/** Those who write are known by their browser, the others by their number. */
function whoIs(app: App, { channel, switchboard }: Stage, guest: number): Promise<Identity> {
  if (!switchboard || guest < firstCaller) return identityOf(app, channel, `demo-visitor-${guest}`)
  return identityOf(app, switchboard.channel, e164(mobileOf(guest)))
}

async function call(app: App, stage: Stage, deed: Deed & { is: 'call' }) {
  if (!stage.switchboard) return
  const known = deed.guest < firstCaller ? await whoIs(app, stage, deed.guest) : undefined
  await playCall(app, stage.switchboard, deed, known?.personId)
}

type Guest = { id: number; personId: number; externalId: string; uid: string }

/** Answers the file that was sent, where one was. */
async function perform(app: App, stage: Stage, guest: Guest, deed: Deed): Promise<string | undefined> {
  if (deed.is === 'visit') await recordVisit(app, guest.id, deed.report)
  else if (deed.is === 'say') return say(app, stage, guest, deed)
  else if (deed.is === 'name') await name(app, stage, guest, deed)
  else if (deed.is === 'tag') await tag(app, anybody(stage), guest.personId, deed.tag)
  else if (deed.is === 'refuse') await refuse(app, stage, guest, deed)
  else if (deed.is === 'call') return undefined
  else await attend(app, stage, guest, deed)
  return undefined
}

async function say(app: App, { channel, random }: Stage, guest: Guest, deed: Deed & { is: 'say' }) {
  const owner = `identity:${guest.id}`
  const file = deed.picture
    ? await app.files.put({ owner, name: 'photo.jpg', data: await drawSkin(random) })
    : undefined
  const { externalId: who, uid } = guest
  await receive(app, { id: channel }, { who, uid, text: deed.text, files: file ? [file.uid] : [] })
  return file?.uid
}

async function name(app: App, stage: Stage, guest: Guest, deed: Deed & { is: 'name' }) {
  await introduce(app, guest.id, { name: deed.name, phone: deed.phone, proof: 'claimed' })
  await setStage(app, anybody(stage), guest.personId, deed.stage)
}

async function refuse(app: App, { switchboard }: Stage, guest: Guest, deed: Deed & { is: 'refuse' }) {
  if (switchboard) await playRefusal(app, switchboard, deed, guest.personId)
}

type Attention = Deed & { is: 'answer' | 'note' | 'assign' | 'read' | 'close' | 'snooze' }

/** What happens to a conversation that is there. */
async function attend(app: App, { agents, teams }: Stage, guest: Guest, deed: Attention) {
  const id = await conversationOf(app.db, guest.personId)
  const viewer = 'agent' in deed ? agents[deed.agent] : undefined
  if (id === undefined) return
  if (deed.is === 'read') return read(app, guest, id)
  if (!viewer) return
  if (deed.is === 'answer') await reply(app, viewer, id, { clientId: guest.uid, text: deed.text })
  if (deed.is === 'note') await note(app, viewer, id, { clientId: guest.uid, text: deed.text })
  if (deed.is === 'assign')
    await assign(app, viewer, id, { agentId: viewer.agentId, teamId: teams[deed.team] })
  if (deed.is === 'snooze') await snooze(app, viewer, id, deed.until)
  if (deed.is === 'close') await close(app, viewer, id)
}

async function read(app: App, guest: Guest, conversationId: number) {
  const uid = await lastAnswer(app.db, conversationId)
  if (uid) await customerSeen(app, guest.id, uid, true)
}

function anybody({ agents }: Stage): Viewer {
  const [first] = agents
  if (!first) throw new Error('nobody works here')
  return first
}
