import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import type { Viewer } from '../../module.ts'
import { insertId } from '../../platform/db/index.ts'
import { testApp, type TestApp } from '../../testing/index.ts'
import {
  createAgent,
  disableAgent,
  editAgent,
  inviteAgent,
  removeTwoFactor,
  renewLink,
} from './service/accounts.ts'
import { createRole, editRole, removeRole } from './service/roles.ts'
import { revokeSession } from './service/sessions.ts'
import { createTeam, editTeam, removeTeam } from './service/teams.ts'
import { roleByKey } from './store/roles.ts'

eachDatabase('who may manage whom', ({ create }) => {
  let house: TestApp
  let lin: Viewer
  let mei: Viewer
  const role = async (key: string) => (await roleByKey(house.app.db, key))?.id ?? 0

  before(async () => {
    const { options } = await create()
    house = await testApp({ database: options })
    lin = await house.as('lin')
    const supervisor = await roleByKey(house.app.db, 'supervisor')
    const permissions = [...(supervisor?.permissions ?? []), 'agents.manage']
    await editRole(house.app, lin, supervisor?.id ?? 0, { name: '', scope: 'team', permissions })
    mei = await house.as('mei')
  })
  after(() => house.stop())

  it('a supervisor who may manage agents invites agents, and nobody above herself', async () => {
    const input = { email: 'a@clinic.test', name: 'A', teamIds: [] }
    await inviteAgent(house.app, mei, { ...input, roleId: await role('agent') })
    for (const key of ['admin', 'owner']) {
      const wanted = { ...input, email: `${key}@clinic.test`, roleId: await role(key) }
      await assert.rejects(inviteAgent(house.app, mei, wanted), Forbidden)
    }
  })

  it('she reaches neither the owner nor their sessions, links or password', async () => {
    await assert.rejects(disableAgent(house.app, mei, lin.agentId), Forbidden)
    await assert.rejects(renewLink(house.app, mei, lin.agentId), Forbidden)
    await assert.rejects(revokeSession(house.app, mei, lin.sessionId), Forbidden)
  })

  it('she hands out the teams that she is in, and joins no other', async () => {
    const other = await createTeam(house.app, lin, { name: '整形', memberIds: [] })
    const own = { name: mei.name, roleId: await role('supervisor') }
    await assert.rejects(
      editAgent(house.app, mei, mei.agentId, { ...own, teamIds: [...mei.teamIds, other] }),
      Forbidden,
    )
    await assert.rejects(
      editTeam(house.app, mei, other, { name: '整形', memberIds: [mei.agentId] }),
      Forbidden,
    )
    await editAgent(house.app, mei, mei.agentId, { ...own, teamIds: mei.teamIds })
  })

  it('nobody takes their own second factor off without their password', async () => {
    await assert.rejects(removeTwoFactor(house.app, lin, lin.agentId), Forbidden)
  })

  it('nobody makes a role, or their own role, wider than they are', async () => {
    const wide = { name: '万能', scope: 'all' as const, permissions: ['people.edit'] }
    await assert.rejects(createRole(house.app, mei, wide), Forbidden)
    await assert.rejects(
      createRole(house.app, mei, { ...wide, scope: 'own', permissions: ['settings.manage'] }),
      Forbidden,
    )
    const own = { name: '', scope: 'all' as const, permissions: [...mei.permissions] }
    await assert.rejects(editRole(house.app, mei, await role('supervisor'), own), Forbidden)
  })

  it('an agent without the permission cannot end the session of another', async () => {
    const [hao, yun] = [await house.as('hao'), await house.as('yun')]
    await assert.rejects(revokeSession(house.app, hao, yun.sessionId), NotFound)
  })

  it('the last owner stays', async () => {
    const demoted = { name: '林琳', roleId: await role('agent'), teamIds: [] }
    await assert.rejects(editAgent(house.app, lin, lin.agentId, demoted), Forbidden)
    await assert.rejects(disableAgent(house.app, lin, lin.agentId), Forbidden)
  })

  it("the owner's role stays as it is, built-in roles stay, and a role in use stays", async () => {
    const input = { name: '接待', scope: 'own' as const, permissions: ['conversations.reply'] }
    await assert.rejects(editRole(house.app, lin, await role('owner'), input), Forbidden)
    await assert.rejects(removeRole(house.app, lin, await role('agent')), Forbidden)
    const id = await createRole(house.app, lin, input)
    const key = (await house.app.db('role').where({ id }).first('key')).key
    const agent = { email: 'b@clinic.test', name: 'B', password: 'violet lamp 42', role: key }
    const bId = await createAgent(house.app, agent)
    await assert.rejects(removeRole(house.app, lin, id), Conflict)
    await editAgent(house.app, lin, bId, { name: 'B', roleId: await role('agent'), teamIds: [] })
    await removeRole(house.app, lin, id)
  })

  it('a changed role counts for the next click', async () => {
    const input = { name: '', scope: 'own' as const, permissions: ['conversations.reply'] }
    await editRole(house.app, lin, await role('agent'), input)
    const hao = await house.as('hao')
    assert.deepEqual([...hao.permissions], ['conversations.reply'])
  })

  it('a team tells its members, old and new, that what they see has changed', async () => {
    const [hao, yun] = [await house.as('hao'), await house.as('yun')]
    const id = await createTeam(house.app, lin, { name: '口腔', memberIds: [hao.agentId] })
    await editTeam(house.app, lin, id, { name: '口腔', memberIds: [yun.agentId] })
    assert.deepEqual((await house.as('yun')).teamIds, [id])
    const last = await house.app
      .db('event')
      .where({ type: 'agent.changed' })
      .orderBy('seq', 'desc')
      .limit(2)
      .pluck('ref')
    assert.deepEqual(last.toSorted(), [hao.agentId, yun.agentId].toSorted())
    await removeTeam(house.app, lin, id)
    assert.deepEqual((await house.as('yun')).teamIds, [])
  })

  it('a team stays where something is owed to a customer by it', async () => {
    const { db } = house.app
    const id = await createTeam(house.app, lin, { name: '眼科', memberIds: [] })
    const times = { created_at: '2026-03-02T02:00:00.000Z', due_at: '2026-03-02T02:15:00.000Z' }
    const { created_at } = times
    const person = await insertId(db, 'person', { created_at, seen_at: created_at })
    await db('task').insert({ ...times, kind: 'callback', person_id: person, team_id: id, reason: 'missed' })
    await assert.rejects(removeTeam(house.app, lin, id), Conflict)
    await db('task').delete()
    await removeTeam(house.app, lin, id)
  })
})
