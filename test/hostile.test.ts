import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { saveClinic } from '../core/modules/clinic/index.ts'
import type { Client } from '../plugins/webchat/testing/client.ts'
import type { Agent } from './support/agent.ts'
import { type Clinic, openClinic } from './support/clinic.ts'
import { corpus, mark } from './support/corpus.ts'
import { type Tag, tagsOf } from './support/html.ts'
import { picture } from './support/route-table.ts'

type Answer = { status: number; body: unknown }
type Stage = { clinic: Clinic; anna: Client; lin: Agent; talk: number; person: number; site: number }

/** Every place in which a visitor can put text, by what it is for the clinic. */
const byVisitors: Record<string, (stage: Stage, text: string) => Promise<Answer>> = {
  'a message': ({ anna }, text) => anna.say(text),
  'where the message was written': ({ anna }, text) =>
    anna.call('POST', 'messages', {
      uid: randomUUID(),
      text: 'x',
      context: { url: `https://a.example/${text}`, title: text },
    }),
  'an address alone': ({ anna }, text) =>
    anna.call('POST', 'messages', { uid: randomUUID(), text: 'x', context: { url: text } }),
  'a claimed name': ({ anna }, name) => anna.call('POST', 'profile', { name }),
  'a claimed number': ({ anna }, phone) => anna.call('POST', 'profile', { phone }),
  'a claimed WeChat id': ({ anna }, wechat) => anna.call('POST', 'profile', { wechat }),
  'a claimed mail address': ({ anna }, text) => anna.call('POST', 'profile', { email: `${text}@a.example` }),
  'a customer number': ({ anna }, id) => anna.call('POST', 'profile', { id, hash: id }),
  'a token of the clinic': ({ anna }, jwt) => anna.call('POST', 'profile', { jwt }),
  'the name on what is left': ({ anna }, name) =>
    anna.call('POST', 'leave', { uid: randomUUID(), text: name, name, phone: '13800138000' }),
  'the title of a page': ({ anna }, title) => look(anna, { title }),
  'the address of a page': ({ anna }, text) => look(anna, { url: `https://a.example/${text}` }),
  'a landing page': ({ anna }, text) =>
    look(anna, { landing: `https://a.example/?utm_source=baidu&utm_term=${text}` }),
  'a referrer': ({ anna }, referrer) => look(anna, { referrer }),
  'a search engine': ({ anna }, text) => look(anna, { referrer: `https://www.baidu.com/s?wd=${text}` }),
  'a language and a screen': ({ anna }, text) =>
    look(anna, { language: text.slice(0, 35), screen: text.slice(0, 20) }),
  'a user agent': (stage, text) =>
    asVisitor(stage, 'pages', JSON.stringify(pageOf({})), { 'user-agent': header(text) }),
  'a language header': (stage, text) =>
    asVisitor(stage, 'session', '{}', { 'accept-language': header(text) }),
  'an address of a proxy': (stage, text) =>
    asVisitor(stage, 'session', '{}', { 'x-forwarded-for': header(text) }),
  'an origin': (stage, text) => asVisitor(stage, 'session', '{}', { origin: header(text) }),
  'a file name': ({ anna }, name) => anna.upload(`${name.toWellFormed().slice(0, 1000)}.png`, picture),
  'a raw file name': (stage, text) =>
    asVisitor(stage, 'uploads', Buffer.from(picture), { 'x-file-name': header(text) }),
  'what is being written': ({ anna }, preview) => anna.call('POST', 'typing', { on: true, preview }),
  'what was seen': ({ anna }, upto) => anna.call('POST', 'seen', { upto, read: true }),
  'a place in the history': ({ anna }, text) => anna.call('GET', `messages?before=${encode(text)}`),
  'a place in the news': ({ anna }, text) => anna.call('GET', `news?cursor=${encode(text)}`),
  'a field of its own': ({ anna }, text) =>
    anna.call('POST', 'messages', { uid: randomUUID(), text: 'x', [text]: text }),
  'a body': (stage, text) => asVisitor(stage, 'messages', text, {}),
}

/** Every place in which somebody who works here can. */
const byStaff: Record<string, (stage: Stage, text: string) => Promise<Answer>> = {
  'a reply': ({ lin, talk }, text) =>
    lin.call('POST', `/conversations/${talk}/messages`, { clientId: randomUUID(), text }),
  'a note': ({ lin, talk }, text) =>
    lin.call('POST', `/conversations/${talk}/notes`, { clientId: randomUUID(), text }),
  'a draft': ({ lin, talk }, text) =>
    lin.call('POST', `/conversations/${talk}/draft`, { text, mode: 'note' }),
  'a word with a hand-over': ({ lin, talk }, note) =>
    lin.call('POST', `/conversations/${talk}/assignment`, { to: 'agent:1', note }),
  "a person's name": ({ lin, person }, name) => lin.call('POST', `/people/${person}/name`, { name }),
  "a person's note": ({ lin, person }, note) => lin.call('POST', `/people/${person}/note`, { note }),
  'a tag': ({ lin, person }, tag) => lin.call('POST', `/people/${person}/tags`, { tag: tag.slice(0, 40) }),
  'a file': ({ lin }, name) => lin.upload(`${name.toWellFormed().slice(0, 200)}.png`, Buffer.from(picture)),
  'a saved filter': ({ lin }, text) =>
    lin.call('POST', '/desk/filters', {
      name: text.slice(0, 40),
      search: `?view=all&q=${encode(text).slice(0, 300)}`,
    }),
  'a search': ({ lin }, text) =>
    lin.call('GET', `/desk?view=all&q=${encode(text.slice(0, 200))}`, undefined, html),
  'a filter': ({ lin }, text) =>
    lin.call('GET', `/desk?view=${encode(text)}&tag=${encode(text.slice(0, 40))}`),
  "an agent's name": ({ lin }, text) =>
    lin.call('POST', '/admin/agents/4', { name: text.slice(0, 80), roleId: 4 }),
  "one's own name": ({ lin }, text) => lin.call('POST', '/account', { name: text.slice(0, 80) }),
  "a team's name": ({ lin }, text) => lin.call('POST', '/admin/teams', { name: text.slice(0, 80) }),
  "a role's name": ({ lin }, text) =>
    lin.call('POST', '/admin/roles', { name: text.slice(0, 80), scope: 'own' }),
  "a channel's name and words": ({ lin, site }, text) =>
    lin.call('POST', `/admin/channels/${site}`, {
      name: text.slice(0, 80),
      'settings.title': text.slice(0, 60),
      'settings.launcher': text.slice(0, 20),
      'settings.greeting': text.slice(0, 500),
      'settings.consentText': text.slice(0, 1000),
    }),
  "a channel's origins": ({ lin, site }, origins) =>
    lin.call('POST', `/admin/channels/${site}`, {
      name: '官网',
      'settings.title': '官网',
      'settings.origins': origins,
    }),
  'where to go then': ({ lin }, text) => lin.call('GET', `/login?next=${encode(text)}`, undefined, html),
  'an address': ({ lin }, text) =>
    lin.call('GET', `/conversations/${encode(text.slice(0, 3000))}`, undefined, html),
  'a list of the audit': ({ lin }, text) =>
    lin.call('GET', `/admin/audit?action=${encode(text.slice(0, 1000))}`, undefined, html),
  'who signs in': ({ clinic }, text) =>
    clinic.stranger().call('POST', '/login', { email: text, password: text }),
}

const html = { accept: 'text/html' }

describe('What strangers write', () => {
  let stage: Stage
  before(async () => {
    stage = await setUp()
  })
  after(() => stage.clinic.stop())

  for (const [kind, inputs] of Object.entries({ visitors: byVisitors, staff: byStaff })) {
    for (const [place, put] of Object.entries(inputs)) {
      it(`is taken or refused, and breaks nothing: ${kind}, ${place}`, async () => {
        stage.lin = await stage.clinic.agent('lin')
        for (const [name, text] of Object.entries(corpus)) {
          if (kind === 'visitors') stage.clinic.pass(61)
          const { status, body } = await put(stage, text)
          assert.ok(status < 500 && status >= 200, `${name} answers ${status} ${String(body).slice(0, 200)}`)
        }
      })
    }
  }

  it('stands on pages as text, and nothing of it acts', async () => {
    // Those who could not sign in have to wait, and everybody who comes from there.
    stage.clinic.pass(7200)
    stage.lin = await stage.clinic.agent('lin')
    const { clinic, lin, talk, person, site } = stage
    for (const [name, text] of Object.entries(corpus)) {
      await fillEverything(stage, text)
      const pages = [
        '/desk?view=all',
        `/desk?view=all&q=${encode(text.slice(0, 100))}`,
        `/conversations/${talk}?view=all`,

        `/people/${person}`,
        '/account',
        '/admin/agents',
        '/admin/agents/4',
        '/admin/teams',
        '/admin/roles',

        '/admin/sessions',
        '/admin/audit',
        '/admin/channels',
        `/admin/channels/${site}`,
        `/admin/channels/${site}/setup`,
        '/admin/jobs',
        `/c/${clinic.site}`,
        `/p/webchat/panel?site=${clinic.site}`,
      ]
      for (const path of pages) {
        const page = await lin.page(path)
        for (const tag of tagsOf(page)) assert.equal(harmOf(tag), '', `${name} on ${path}: <${tag.name}>`)
      }
      const shown = await lin.page(`/conversations/${talk}?view=all`)
      if (text.includes(mark)) assert.ok(shown.includes(mark), `${name} is shown`)
    }
  })

  it('leaves no trouble in the log', () => {
    const troubles = stage.clinic.log.filter((line) => JSON.parse(line).level >= 50)
    assert.deepEqual(troubles, [])
  })
})

async function setUp(): Promise<Stage> {
  const clinic = await openClinic()
  const anna = await clinic.visitor()
  await anna.say('您好')
  const { db } = clinic.app()
  const { id: talk, person_id: person } = await db('conversation').first('id', 'person_id')
  const { id: site } = await db('channel').first('id')
  return { clinic, anna, lin: await clinic.agent('lin'), talk, person, site }
}

/** The same words in every place that a page shows. */
async function fillEverything(stage: Stage, text: string) {
  const visible = [
    'a message',
    'a claimed name',
    'the title of a page',
    'the address of a page',
    'a landing page',
    'a referrer',
    'a user agent',
    'where the message was written',
  ]
  for (const place of visible) await byVisitors[place]?.(stage, text)
  await attach(stage, text)
  const written = [
    'a reply',
    'a note',
    'a draft',
    "a person's name",
    "a person's note",
    'a tag',
    'a saved filter',
  ]
  const named = [
    "an agent's name",
    "one's own name",
    "a team's name",
    "a role's name",
    "a channel's name and words",
  ]
  for (const place of [...written, ...named]) await byStaff[place]?.(stage, text)
  await saveClinic(
    stage.clinic.app(),
    { actor: 'agent:1', ip: '' },
    { name: text.toWellFormed().replaceAll('\0', '') },
  )
  stage.clinic.pass(61)
  await stage.clinic.settle()
}

async function attach({ anna }: Stage, text: string) {
  const { body } = await anna.upload(`${text.toWellFormed().slice(0, 200)}.png`, picture)
  if (body.uid) await anna.call('POST', 'messages', { uid: randomUUID(), files: [body.uid] })
}

/** What a browser would do with this tag that the page did not mean, or ''. */
function harmOf({ name, attributes }: Tag): string {
  const handler = [...attributes.keys()].find((attribute) => attribute.startsWith('on'))
  if (handler) return handler
  const places = ['src', 'href', 'formaction', 'action'].map((place) => attributes.get(place))
  const address = places.find((place) => place !== undefined) ?? ''
  if (['base', 'object', 'embed', 'animate'].includes(name)) return name
  if (name === 'script')
    return attributes.has('nonce') && address.startsWith('/') ? '' : 'a script that is not ours'
  if (name === 'meta') return attributes.has('http-equiv') ? 'http-equiv' : ''
  if (name === 'a') return /^(https?:\/\/|\/|#|tel:|mailto:|\?)/.test(address) || !address ? '' : address
  return !address || /^(\/(?!\/)|#)/.test(address) ? '' : address
}

function look(
  anna: Client,
  given: {
    url?: string
    title?: string
    landing?: string
    referrer?: string
    language?: string
    screen?: string
  },
) {
  return anna.call('POST', 'pages', pageOf(given))
}

function pageOf({
  url = 'https://a.example/',
  title = '首页',
  landing = 'https://a.example/',
  referrer = '',
  ...visit
}: Parameters<typeof look>[1]) {
  return {
    visit: { uid: randomUUID(), landing, referrer, ...visit },
    page: { uid: randomUUID(), url, title, dwell: 1 },
  }
}

async function asVisitor(
  { anna }: Stage,
  path: string,
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<Answer> {
  const { status, ...answer } = await fetch(`${anna.address}/p/webchat/${path}?site=${anna.site}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${anna.token}`, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  return { status, body: answer }
}

/** As bytes a header can carry: what cannot be sent is left out. */
function header(text: string): string {
  return Buffer.from(text.slice(0, 2000), 'utf8')
    .toString('latin1')
    .replaceAll(/\p{Cc}/gu, '')
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
