import { randomUUID } from 'node:crypto'
import { isSigned, signed } from './signature.js'

/** @import { PhoneAction, PhoneLine, PhoneView, Simulate, Stage } from 'qiantai/plugin' */
/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const secret = 'the-secret-of-the-rehearsal'
const patient = { id: 'patient', name: '安娜 Anna' }

/**
 * Plays the app and its customer's phone: every act goes through the same signed webhooks as in earnest.
 * @type {Simulate}
 */
export async function simulate(stage) {
  /** @type {PhoneLine[]} */
  const lines = []
  /** @type {Map<string, { mime: string, data: Buffer }>} */
  const media = new Map()
  let passed = 0
  const now = () => stage.now() + passed

  /** @param {Omit<PhoneLine, 'id' | 'at'>} line */
  function show(line) {
    lines.push({ id: randomUUID(), at: now(), ...line })
    stage.changed()
  }

  /** @param {PhoneAction} action */
  async function act(action) {
    if (action.type === 'pass') passed += action.seconds * 1000
    if (action.type === 'enter') await post(stage, { type: 'enter' })
    if (action.type === 'scan') await post(stage, { type: 'enter', entry: action.code })
    if (action.type === 'say' || action.type === 'answer') await say(chosen(lines, action))
    if (action.type === 'picture' || action.type === 'voice') await attach(action)
    stage.changed()
  }

  /** @param {string} text */
  async function say(text) {
    show({ from: 'patient', text })
    await post(stage, { type: 'message', text })
  }

  /** @param {{ type: 'picture' | 'voice', name: string, data: Buffer }} file */
  async function attach({ type, name, data }) {
    const id = randomUUID()
    media.set(id, { mime: type === 'voice' ? 'audio/mpeg' : 'image/jpeg', data })
    show({ from: 'patient', ...(type === 'voice' ? { sound: { id } } : { pictures: [id] }) })
    await post(stage, { type: 'message', files: [{ url: `${stage.address}/media/${id}`, name }] })
  }

  /** @param {any} event */
  async function hear({ type, text, files = [], content, user }) {
    if (type === 'profile') return { user: user === patient.id ? patient : undefined }
    if (type === 'message') show({ from: 'clinic', text, ...drawn(content), ...(await loaded(files, media)) })
    return {}
  }

  return {
    settings: { url: `${stage.address}/app`, secret, origin: stage.callback, page: `${stage.address}/page` },
    serve: (request, response) => void serve(request, response, media, hear, stage),
    phone: { show: () => view(lines), act, media: (id) => media.get(id) },
    close: async () => {},
  }
}

/**
 * @param {PhoneLine[]} lines
 * @returns {PhoneView}
 */
function view(lines) {
  return {
    title: 'App',
    menu: [],
    lines,
    can: ['say', 'picture', 'voice', 'enter', 'scan', 'answer', 'pass'],
    entries: [],
  }
}

/**
 * @param {PhoneLine[]} lines
 * @param {{ type: 'say', text: string } | { type: 'answer', line: string, id: string }} action
 */
function chosen(lines, action) {
  if (action.type === 'say') return action.text
  const choices = lines.find(({ id }) => id === action.line)?.choices ?? []
  return choices.find(({ id }) => id === action.id)?.text ?? ''
}

/** @param {any} content */
function drawn(content) {
  if (content?.type === 'link')
    return { card: { title: content.title, text: content.description, url: content.url } }
  if (content?.type === 'choices') return { text: content.head, choices: content.items }
  return {}
}

/**
 * Loads the files of an answer by their links, as an app does.
 * @param {{ url: string, name: string, mime: string }[]} files
 * @param {Map<string, { mime: string, data: Buffer }>} media
 * @returns {Promise<Partial<PhoneLine>>}
 */
async function loaded(files, media) {
  const [file] = files
  if (!file) return {}
  const id = randomUUID()
  const data = Buffer.from(await (await fetch(file.url)).arrayBuffer())
  media.set(id, { mime: file.mime, data })
  if (file.mime.startsWith('image/')) return { pictures: [id] }
  return file.mime.startsWith('audio/') ? { sound: { id } } : { file: { name: file.name } }
}

/**
 * @param {Stage} stage
 * @param {object} event
 */
async function post(stage, event) {
  const body = JSON.stringify({ id: randomUUID(), user: patient, ...event })
  const headers = signed(secret, body, stage.now())
  const answer = await fetch(stage.callback, { method: 'POST', headers, body })
  if (!answer.ok) stage.log.warn({ status: answer.status }, 'app-bridge.rehearsal-refused')
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Map<string, { mime: string, data: Buffer }>} media
 * @param {(event: object) => Promise<object>} hear
 * @param {Stage} stage
 */
async function serve(request, response, media, hear, stage) {
  const file = media.get(request.url?.replace('/media/', '') ?? '')
  if (file) return response.writeHead(200, { 'content-type': file.mime }).end(file.data)
  const body = Buffer.concat(await request.toArray())
  if (!isSigned(secret, { headers: request.headers, body }, stage.now())) return response.writeHead(401).end()
  const answer = await hear(JSON.parse(body.toString('utf8')))
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}
