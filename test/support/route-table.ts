import { randomUUID } from 'node:crypto'
import type { Agent } from './agent.ts'
import type { Clinic } from './clinic.ts'

/** Routes that strangers may call, and why. `visitor`: with the token of a visitor, for what is theirs. */
export const publicRoutes: Record<string, 'visitor' | 'page' | 'key' | 'health' | 'report'> = {
  'get /': 'page',
  'get /brand/{uid}': 'key',
  'get /setup': 'page',
  'get /setup/{token}': 'key',
  'get /setup/{token}/account': 'key',
  'post /setup/{token}/account': 'key',
  'get /login': 'page',
  'post /login': 'page',
  'post /login/code': 'page',
  'post /language': 'page',
  'get /assets/{file*}': 'page',
  'get /accent/{colour}.css': 'page',
  'get /invitations/{token}': 'key',
  'post /invitations/{token}': 'key',
  'get /password-resets/{token}': 'key',
  'post /password-resets/{token}': 'key',
  'get /hooks/{plugin}/{key}/{name*}': 'key',
  'post /hooks/{plugin}/{key}/{name*}': 'key',
  'get /links/{plugin}/{key}': 'key',
  'get /livez': 'health',
  'get /readyz': 'health',
  'get /metrics': 'key',
  'post /csp-report': 'report',
  'get /channels/images/{uid}': 'key',
  'get /w.js': 'page',
  'get /c/{key}': 'page',
  'get /p/webchat/assets/{name}': 'page',
  'get /p/webchat/icons/{name}': 'page',
  'get /p/webchat/config': 'page',
  'get /p/webchat/panel': 'page',
  'get /p/webchat/qr': 'page',
  'options /p/webchat/{any*}': 'page',
  'post /p/webchat/session': 'page',
  'get /p/webchat/consent': 'visitor',
  'post /p/webchat/consent': 'visitor',
  'delete /p/webchat/consent': 'visitor',
  'get /p/webchat/messages': 'visitor',
  'post /p/webchat/messages': 'visitor',
  'post /p/webchat/leave': 'visitor',
  'get /p/webchat/news': 'visitor',
  'post /p/webchat/pages': 'visitor',
  'post /p/webchat/profile': 'visitor',
  'post /p/webchat/seen': 'visitor',
  'post /p/webchat/typing': 'visitor',
  'post /p/webchat/trip': 'visitor',
  'post /p/webchat/uploads': 'visitor',
  'get /p/webchat/files/{uid}': 'visitor',
}

const tomorrow = '2030-01-01T00:00:00.000Z'

/** Routes about one conversation, person or file, each with an input that it takes from those who may see it. */
export const scoped: Record<string, object> = {
  'get /conversations/{id}': {},
  'get /conversations/{id}/head': {},
  'get /conversations/{id}/messages': {},
  'get /conversations/{id}/targets': {},
  'get /conversations/{id}/notices': {},
  'post /conversations/{id}/messages': { clientId: '', text: '您好' },
  'post /conversations/{id}/notes': { clientId: '', text: '老客户' },
  'post /conversations/{id}/messages/{uid}/attempts': {},
  'post /conversations/{id}/draft': { text: '您好', mode: 'reply' },
  'post /conversations/{id}/seen': { seq: 1 },
  'post /conversations/{id}/assignment': { to: 'agent:3' },
  'post /conversations/{id}/closure': {},
  'delete /conversations/{id}/closure': {},
  'post /conversations/{id}/closure/removal': {},
  'post /conversations/{id}/snooze': { until: tomorrow },
  'post /conversations/{id}/snooze/removal': {},
  'get /people/{id}': {},
  'post /people/{id}/name': { name: '安娜' },
  'post /people/{id}/note': { note: '怕疼' },
  'post /people/{id}/stage': { stage: 'visitor' },
  'post /people/{id}/tags': { tag: '热玛吉' },
  'post /people/{id}/tags/removal': { tag: '热玛吉' },
  'post /people/{id}/identities/{identity}/reveal': {},
  'get /files/{uid}': {},
}

/** A new reception that hao holds. Answers the address of a route about it, its person, message or file. */
export async function ownedByTeam(clinic: Clinic, lin: Agent): Promise<(path: string) => string> {
  const anna = await clinic.visitor()
  const file = (await anna.upload('photo.png', picture)).body.uid
  await anna.call('POST', 'profile', { phone: '13800138000' })
  await anna.call('POST', 'messages', { uid: randomUUID(), text: '这是我的照片', files: [file] })
  const { db } = clinic.app()
  const { id, person_id } = await db('conversation').orderBy('id', 'desc').first('id', 'person_id')
  const message = randomUUID()
  await lin.call('POST', `/conversations/${id}/messages`, { clientId: message, text: '收到' })
  await db('message').where({ uid: message }).update({ state: 'failed' })
  const hao = await db('agent').where({ email: 'hao@clinic.test' }).first('id')
  await lin.call('POST', `/conversations/${id}/assignment`, { to: `agent:${hao.id}` })
  const { id: identity } = await db('identity').where({ person_id, scope: 'phone' }).first('id')
  return (path) =>
    path
      .replace('/conversations/{id}', `/conversations/${id}`)
      .replace('/people/{id}', `/people/${person_id}`)
      .replace('/files/{uid}', `/files/${file}`)
      .replace('{uid}', message)
      .replace('{identity}', identity)
}

/** One pixel. */
export const picture = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
