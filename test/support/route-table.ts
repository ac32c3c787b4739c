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
  'get /r/{token}': 'key',
  'post /r/{token}': 'key',
  'get /s': 'page',
  'post /s': 'page',
  'get /s/{token}': 'key',
  'post /s/{token}': 'key',
  'post /s/{token}/opening': 'key',
  'get /livez': 'health',
  'get /readyz': 'health',
  'get /metrics': 'key',
  'post /csp-report': 'report',
  'get /channels/images/{uid}': 'key',
  'get /calls/sounds/{uid}.wav': 'key',
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

/** Routes about one conversation, person, file or task, each with an input that it takes from those who may see it. */
export const scoped: Record<string, object> = {
  'get /conversations/{id}': {},
  'get /conversations/{id}/head': {},
  'get /conversations/{id}/assignment': {},
  'get /conversations/{id}/messages': {},
  'get /conversations/{id}/targets': {},
  'get /conversations/{id}/notices': {},
  'post /conversations/{id}/messages': { clientId: '', text: '您好' },
  'post /conversations/{id}/notes': { clientId: '', text: '老客户' },
  'post /conversations/{id}/messages/{uid}/attempts': {},
  'post /conversations/{id}/draft': { text: '您好', mode: 'reply' },
  'post /conversations/{id}/seen': { seq: 1 },
  'get /conversations/{id}/side-links': {},
  'get /conversations/{id}/side-links/state': {},
  'post /conversations/{id}/side-links': { wants: ['photo'], way: 'qr' },
  'get /conversations/{id}/side-links/{link}/code': {},
  'post /conversations/{id}/side-links/{link}/sending': {},
  'post /conversations/{id}/side-links/{link}/removal': {},
  'post /conversations/{id}/number-codes': { identityId: 1 },
  'post /conversations/{id}/number-codes/call': { identityId: 1 },
  'post /conversations/{id}/number-codes/confirmation': { code: '000000' },
  'post /conversations/{id}/assignment': { to: 'agent:3' },
  'post /conversations/{id}/transfer/acceptance': {},
  'post /conversations/{id}/transfer/refusal': {},
  'post /conversations/{id}/transfer/removal': {},
  'post /conversations/{id}/closure': {},
  'delete /conversations/{id}/closure': {},
  'post /conversations/{id}/closure/removal': {},
  'post /conversations/{id}/snooze': { until: tomorrow },
  'post /conversations/{id}/snooze/removal': {},
  'get /conversations/{id}/watch': {},
  'get /conversations/{id}/watch/head': {},
  'post /conversations/{id}/whispers': { text: '先别降价' },
  'post /conversations/{id}/company': {},
  'post /conversations/{id}/company/removal': {},
  'post /conversations/{id}/take-over': {},
  'post /conversations/{id}/take-over/removal': {},
  'get /people/{id}': {},
  'post /people/{id}/name': { name: '安娜' },
  'post /people/{id}/note': { note: '怕疼' },
  'post /people/{id}/stage': { stage: 'visitor' },
  'post /people/{id}/tags': { tag: '热玛吉' },
  'post /people/{id}/tags/removal': { tag: '热玛吉' },
  'post /people/{id}/identities/{identity}/reveal': {},
  'post /people/{id}/refusals': { reason: '别再打了' },
  'post /people/{id}/refusals/removal': {},
  'post /people/{id}/block': { reason: '辱骂', span: 'hour' },
  'post /people/{id}/block/removal': {},
  'post /people/{id}/owner': { owner: null },
  'post /people/{id}/values': { field: 'name', value: '王女士' },
  'get /people/{id}/merge': {},
  'post /people/{id}/merge': { with: 1 },
  'post /people/{id}/merge/refusal': { with: 1 },
  'post /people/{id}/merge/refusal/removal': { with: 1 },
  'get /people/{id}/merges/{merge}': {},
  'post /people/{id}/merges/{merge}/removal': {},
  'get /people/{id}/identities/{identity}/split': {},
  'post /people/{id}/identities/{identity}/split': {},
  'get /files/{uid}': {},
  'post /tasks/{id}/completion': { result: 'reached' },
  'post /tasks/{id}/completion/removal': {},
  'post /tasks/{id}/postponement': { until: '2026-03-02T09:00:00.000Z' },
  'post /tasks/{id}/postponement/removal': { was: '2026-03-02T09:00:00.000Z' },
  'post /tasks/{id}/holder': {},
  'post /tasks/{id}/holder/removal': {},
  'post /tasks/{id}/note': { note: '三点后方便' },
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
  const times = { due_at: tomorrow, created_at: tomorrow }
  const owed = { kind: 'callback', person_id, agent_id: hao.id, reason: 'missed', ...times }
  const [task] = await db('task').insert(owed).returning('id')
  const { id: identity } = await db('identity').where({ person_id, scope: 'phone' }).first('id')
  await lin.call('POST', `/conversations/${id}/side-links`, { wants: ['photo'], way: 'qr' })
  const { id: link } = await db('side_link').where({ conversation_id: id }).first('id')
  const [gone] = await db('person').insert({ created_at: tomorrow }).returning('id')
  const joined = { from_id: gone.id, to_id: person_id, evidence: 'staff', actor: 'system', at: tomorrow }
  const [merge] = await db('person_merge').insert(joined).returning('id')
  const other = { field: 'name', value: '王女士', source: `merge:${merge.id}`, at: tomorrow }
  await db('person_value').insert({ ...other, person_id })
  return (path) =>
    path
      .replace('/conversations/{id}', `/conversations/${id}`)
      .replace('/people/{id}', `/people/${person_id}`)
      .replace('/tasks/{id}', `/tasks/${task.id}`)
      .replace('/files/{uid}', `/files/${file}`)
      .replace('{uid}', message)
      .replace('{identity}', identity)
      .replace('{link}', link)
      .replace('{merge}', merge.id)
}

/** One pixel. */
export const picture = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
