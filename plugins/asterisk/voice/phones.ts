import { createHash } from 'node:crypto'
import type { Phone } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { application } from '../account.ts'
import { at, does, failed, reads } from '../ari/ask.ts'
import { dicts, text } from '../json.ts'

const shelf = 'phones'
const kinds = ['endpoint', 'auth', 'aor'] as const

/** Brings what is new or has changed, forgets what is gone, and keeps the list for an exchange that was restarted. */
export async function phones(line: Line, wanted: Phone[]): Promise<void> {
  const sound = wanted.filter(({ name }) => /^[\w-]{1,40}$/.test(name))
  const known = (await line.channel.recall<Phone[]>(shelf)) ?? []
  const there = await namesThere(line)
  const marks = new Map(known.map((phone) => [phone.name, markOf(phone)]))
  const fresh = sound.filter((phone) => !there.has(phone.name) || marks.get(phone.name) !== markOf(phone))
  const names = new Set(sound.map(({ name }) => name))
  await line.channel.remember(shelf, sound)
  for (const { name } of known) if (!names.has(name)) await forget(line, name)
  for (const phone of fresh) await bring(line, phone)
  await follow(line, sound)
}

/** Brings the phones that the exchange has lost with a restart. */
export async function bringBack(line: Line): Promise<void> {
  const known = (await line.channel.recall<Phone[]>(shelf)) ?? []
  const there = await namesThere(line)
  for (const phone of known) if (!there.has(phone.name)) await bring(line, phone)
  await follow(line, known)
}

/** Asks to be told of each phone that comes or goes. */
async function follow(line: Line, list: Phone[]) {
  if (list.length === 0) return
  await does(line, {
    method: 'POST',
    path: at`applications/${application}/subscription`,
    query: { eventSource: list.map(({ name }) => `deviceState:PJSIP/${name}`).join(',') },
  })
}

// A phone that does not answer in its first seconds is slow or far, not away: away it would not ring.
const answers = { qualify_frequency: '30', qualify_timeout: '10' }

/** The endpoint comes last: it names the other two. */
async function bring(line: Line, phone: Phone) {
  await put(line, 'auth', phone.name, { auth_type: 'userpass', username: phone.name, password: phone.secret })
  await put(line, 'aor', phone.name, { max_contacts: '1', remove_existing: 'yes', ...answers })
  await put(line, 'endpoint', phone.name, endpointOf(phone))
}

async function forget(line: Line, name: string) {
  for (const kind of kinds)
    await does(line, { method: 'DELETE', path: at`asterisk/config/dynamic/res_pjsip/${kind}/${name}` })
}

async function put(line: Line, kind: (typeof kinds)[number], name: string, fields: Record<string, string>) {
  const { status, body } = await line.ari({
    method: 'PUT',
    path: at`asterisk/config/dynamic/res_pjsip/${kind}/${name}`,
    body: { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) },
  })
  if (status >= 300) throw failed(line, status, body)
}

function endpointOf({ name, label, kind }: Phone): Record<string, string> {
  const caller = label.replaceAll(/[\p{Cc}"<>\\]/gu, '').slice(0, 40)
  return {
    context: 'from-staff',
    disallow: 'all',
    allow: 'alaw,ulaw,g722',
    auth: name,
    aors: name,
    callerid: `"${caller}" <${name}>`,
    direct_media: 'no',
    rtp_symmetric: 'yes',
    force_rport: 'yes',
    rewrite_contact: 'yes',
    ...(kind === 'browser'
      ? { webrtc: 'yes', dtls_auto_generate_cert: 'yes' }
      : { dtmf_mode: 'auto', set_var: 'PJSIP_TRANSFER_HANDLING()=ari-only' }),
  }
}

async function namesThere(line: Line): Promise<Set<string>> {
  return new Set(dicts(await reads(line, 'endpoints/PJSIP')).map((each) => text(each, 'resource')))
}

function markOf(phone: Phone): string {
  return createHash('sha256')
    .update(JSON.stringify([phone.kind, phone.secret, phone.label]))
    .digest('hex')
}
