import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { addRule, editRule, moveRule, removeRule } from './index.ts'
import type { Target } from './rule.ts'
import { returnToVersion } from './service/versions.ts'
import { listRules, type RuleText } from './store/rules.ts'
import { listVersions } from './store/versions.ts'

const day = 24 * 3_600_000

const ruleTo = (name: string, target: Target = { to: 'bot' }): RuleText => ({
  name,
  conditions: [],
  target,
  priority: 0,
  enabled: true,
})

eachDatabase('The versions of the rules', ({ open }) => {
  async function openTable() {
    const desk = await openDesk(await open())
    const { app, viewers } = desk
    const rules = () => listRules(app.db)
    return {
      ...desk,
      lin: viewers.lin,
      rules,
      names: async () => (await rules()).map(({ name, enabled }) => (enabled ? name : `(${name})`)).join(' '),
      versions: () => listVersions(app.db, { limit: 300 }),
      add: (name: string, target?: Target) => addRule(app, viewers.lin, ruleTo(name, target)),
      returnTo: async (id = 0) => (await returnToVersion(app, viewers.lin, id)) ?? 0,
    }
  }

  it('are kept with each change and whoever made it, and not where nothing changed', async () => {
    const { app, lin, viewers, versions, rules, add } = await openTable()
    const a = await add('a')
    await add('b')
    await moveRule(app, viewers.mei, a, 1)
    await moveRule(app, lin, a, 1)
    const [b] = await rules()
    assert.ok(b)
    await editRule(app, lin, b, { ...b, enabled: false })
    await removeRule(app, lin, { id: b.id, version: b.version + 1 })
    const kept = (await versions()).toReversed()
    const told = kept.map((version) =>
      version.rules.map((rule) => rule.name + (rule.enabled ? '' : '-')).join(' '),
    )
    assert.deepEqual(told, ['', 'a', 'a b', 'b a', 'b- a', 'a'])
    const { lin: owner, mei } = viewers
    const [one, other] = [owner.agentId, mei.agentId]
    assert.deepEqual(
      kept.map(({ agentId }) => agentId),
      [null, one, one, other, one, one],
    )
  })

  it('are returned to whole, and left again by the way back', async () => {
    const { app, lin, names, rules, versions, add, returnTo } = await openTable()
    await add('a')
    const b = await add('b')
    const [, second = assert.fail()] = (await versions()).toReversed()
    const [first = assert.fail(), last = assert.fail()] = await rules()
    await moveRule(app, lin, b, 0)
    await editRule(app, lin, first, { ...first, name: 'A', enabled: false })
    assert.equal(await names(), 'b (A)')
    const left = await returnTo(second.id)
    assert.equal(await names(), 'a')
    await assert.rejects(editRule(app, lin, first, ruleTo('late')), Conflict)
    await returnTo(left)
    assert.equal(await names(), 'b (A)')
    assert.equal(await returnTo(left), 0, 'what is so already is not done again')
    await assert.rejects(
      removeRule(app, lin, last),
      Conflict,
      'the row that was gone and came back is another',
    )
    const deeds = await app.db('audit').where({ action: 'rule.returned' }).orderBy('id').pluck('object')
    assert.deepEqual(deeds, [`rule-version:${second.id}`, `rule-version:${left}`])
    await assert.rejects(returnTo(999), NotFound)
  })

  it('come back without the rules whose agent, team or channel is gone', async () => {
    const { app, lin, names, viewers, chat, post, versions, rules, add, returnTo } = await openTable()
    const [team] = await app.db('team').insert({ name: 'guests' }).returning('id')
    await add('kept', { to: 'agent', agentId: lin.agentId })
    await add('agent', { to: 'agent', agentId: viewers.hao.agentId })
    await add('team', { to: 'group', teamId: team.id })
    for (const is of [[chat.id], [chat.id, post.id]])
      await addRule(app, lin, { ...ruleTo(`channels ${is.length}`), conditions: [{ on: 'channel', is }] })
    const [full = assert.fail()] = await versions()
    for (const rule of await rules()) await removeRule(app, lin, rule)
    await app
      .db('agent')
      .where({ id: viewers.hao.agentId })
      .update({ disabled_at: app.clock().toISOString() })
    await app.db('team').where({ id: team.id }).delete()
    await app.db('channel').where({ id: chat.id }).update({ deleted: 1 })
    await returnTo(full.id)
    assert.equal(await names(), 'kept channels 2')
  })

  it('say also what came and went without anybody here, and bring it back', async () => {
    const { app, names, versions, add, returnTo } = await openTable()
    const a = await add('a')
    const [first = assert.fail()] = await versions()
    await app.db('routing_rule').where({ id: a }).delete()
    await add('b')
    const kept = (await versions()).map(({ rules, agentId }) => [rules.length, agentId === null])
    assert.deepEqual(kept, [
      [1, false],
      [0, true],
      [1, false],
      [0, true],
    ])
    await returnTo(first.id)
    assert.equal(await names(), 'a')
    await add('c')
    assert.equal(await names(), 'a c')
  })

  it('are the last two hundred of a year, and two however old', async () => {
    const { app, lin, pass, versions, add } = await openTable()
    const [a, b] = [await add('a'), await add('b')]
    assert.equal((await versions()).length, 3)
    pass(366 * day)
    await moveRule(app, lin, b, 0)
    assert.equal((await versions()).length, 2)
    const at = app.clock().toISOString()
    await app.db('routing_version').insert(Array.from({ length: 250 }, () => ({ rules: '[]', at })))
    await moveRule(app, lin, a, 0)
    assert.equal((await versions()).length, 200)
  })
})
