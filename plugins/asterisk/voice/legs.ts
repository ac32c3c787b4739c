import type { Dial, HangUp } from 'qiantai/plugin'
import { application, type Line } from '../account.ts'
import { type Ask, at, does, failed } from '../ari/ask.ts'
import { inHands } from './hands.ts'
import { dialled } from './numbers.ts'
import { miss } from './miss.ts'

/** Makes the leg, in our hands from its first moment, and rings. */
export async function dial(line: Line, leg: string, call: Dial): Promise<void> {
  const endpoint = endpointOf(line, call.to)
  if (!endpoint || !(await create(line, leg, { endpoint, call }))) return miss(line, 'leg', leg)
  const begin: Ask = { method: 'POST', path: at`channels/${leg}/dial`, query: { timeout: call.timeout } }
  if (await does(line, begin)) return
  if ((await inHands(line, leg)) && (await does(line, begin))) return
  await miss(line, 'leg', leg)
  await hangUp(line, leg)
}

export async function ring(line: Line, leg: string): Promise<void> {
  await does(line, { method: 'POST', path: at`channels/${leg}/ring` })
}

export async function answer(line: Line, leg: string): Promise<void> {
  await does(line, { method: 'POST', path: at`channels/${leg}/answer` })
}

const reasons: Record<HangUp, string> = {
  normal: 'normal',
  busy: 'busy',
  rejected: 'rejected',
  elsewhere: 'answered_elsewhere',
  'no-answer': 'no_answer',
}

export async function hangUp(line: Line, leg: string, why: HangUp = 'normal'): Promise<void> {
  await does(line, { method: 'DELETE', path: at`channels/${leg}`, query: { reason: reasons[why] } })
}

export async function mute(line: Line, leg: string, on: boolean): Promise<void> {
  await does(line, {
    method: on ? 'POST' : 'DELETE',
    path: at`channels/${leg}/mute`,
    query: { direction: 'in' },
  })
  if (!on) await hearAnew(line, leg)
}

/** Who speaks while their microphone opens is told to begin: what was said into a closed one did not count. */
async function hearAnew(line: Line, leg: string) {
  const detect = (how: string, value: string): Ask => ({
    method: 'POST',
    path: at`channels/${leg}/variable`,
    query: { variable: `TALK_DETECT(${how})`, value },
  })
  if (await does(line, detect('remove', ''))) await does(line, detect('set', talkDetection))
}

export async function press(line: Line, leg: string, keys: string): Promise<void> {
  const dtmf = keys.replaceAll(/[^0-9*#]/g, '')
  if (dtmf) await does(line, { method: 'POST', path: at`channels/${leg}/dtmf`, query: { dtmf } })
}

/** Undefined where it would be no number, but words of the exchange's own. */
function endpointOf({ account }: Line, to: Dial['to']): string | undefined {
  if ('phone' in to) return /^[\w-]+$/.test(to.phone) ? `PJSIP/${to.phone}` : undefined
  const number = dialled(account, to.number)
  return number && `PJSIP/${number}@${account.trunk}`
}

/** False where the exchange has no way there: nothing of that name, or not registered. The same leg twice is one. */
async function create(line: Line, leg: string, { endpoint, call }: { endpoint: string; call: Dial }) {
  const { status, body } = await line.ari({
    method: 'POST',
    path: 'channels/create',
    query: { endpoint, app: application, appArgs: 'leg', channelId: leg },
    body: { variables: { ...shown(line, call), ...('phone' in call.to && ofPhones(call)) } },
  } satisfies Ask)
  if (status < 300 || status === 409) return true
  if (status === 500 || status === 400) return false
  throw failed(line, status, body)
}

/** Who calls, as the far end shows it. */
function shown({ account }: Line, { from, to }: Dial): Record<string, string> {
  const own = from.number ?? ''
  const number = 'number' in to ? dialled({ ...account, prefix: '' }, own) : plain(own)
  return {
    ...(number && { 'CONNECTEDLINE(num,i)': number, 'CONNECTEDLINE(num-pres,i)': 'allowed' }),
    ...(from.name && { 'CONNECTEDLINE(name,i)': plain(from.name) }),
  }
}

// Milliseconds of silence that end speech, and how loud it is.
const talkDetection = '800,256'

/** Staff's legs tell when somebody speaks, and pick up by themselves where that is wanted. */
function ofPhones({ auto }: Dial): Record<string, string> {
  return {
    'TALK_DETECT(set)': talkDetection,
    ...(auto && {
      'PJSIP_HEADER(add,Call-Info)': '<sip:front-desk>;answer-after=0',
      'PJSIP_HEADER(add,Alert-Info)': '<http://front-desk>;info=alert-autoanswer;delay=0',
    }),
  }
}

/** Words for a header: without what would end it. */
function plain(words: string): string {
  return words.replaceAll(/[\p{Cc}"<>\\]/gu, '').slice(0, 60)
}
