import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import type { Viewer } from '../../module.ts'
import { clinicOf, keepTimezone, saveClinic } from '../clinic/index.ts'
import { maySee } from '../routing/index.ts'
import { assign, close, reply } from '../conversations/index.ts'
import { dayPage } from './pages/day.ts'
import { conversationsCame } from './store/day.ts'
import { conversationsBehind, numbers } from './store/list.ts'
import { waitingByTeam } from './store/waiting.ts'
import { clocksByAgent, clocksOfAll, heldByAgent } from './store/workload.ts'

eachDatabase('The live board', ({ open }) => {
  const say = (text: string) => ({ clientId: randomUUID(), text })

  it('counts who waits, and what each agent has in hand', async () => {
    const desk = await openDesk(await open())
    const { app, viewers, team, says, conversationOf } = desk
    const { lin, mei, hao, yun } = viewers
    const anna = await conversationOf(await says('anna', '在吗'))
    const bo = await conversationOf(await says('bo', '你好'))
    await assign(app, lin, bo, { agentId: null, teamId: team })
    const waiting = await waitingByTeam(app.db, lin)
    assert.deepEqual([waiting.get(0)?.count, waiting.get(team)?.count], [1, 1])
    assert.match(waiting.get(team)?.first ?? '', /^2026-03-02T/)
    await assign(app, lin, anna, { agentId: hao.agentId })
    await assign(app, lin, bo, { agentId: yun.agentId, teamId: null })
    await reply(app, yun, bo, say('您好'))
    const held = await heldByAgent(app.db, lin)
    assert.deepEqual(
      [hao, yun].map(({ agentId }) => [held.get(agentId)?.open, held.get(agentId)?.unanswered]),
      [
        [1, 1],
        [1, 0],
      ],
    )
    assert.deepEqual([...(await heldByAgent(app.db, mei)).keys()], [hao.agentId])
    assert.equal((await waitingByTeam(app.db, lin)).size, 0)
  })

  it('tells clocks that have run out from those that are about to', async () => {
    const desk = await openDesk(await open())
    const { app, viewers, chat } = desk
    const { lin, hao } = viewers
    const now = '2026-03-02T03:00:00.000Z'
    const clock = async (agentId: number | null, due_at: string, stopped_at: string | null = null) => {
      const { id } = await insertConversation(desk, { agentId, teamId: null, isClosed: false }, now)
      const started_at = '2026-03-02T02:00:00.000Z'
      await app.db('timer').insert({
        conversation_id: id,
        channel_id: chat.id,
        kind: 'next',
        started_at,
        warn_at: started_at,
        due_at,
        stopped_at,
      })
      return id
    }
    const over = await clock(hao.agentId, '2026-03-02T02:30:00.000Z')
    await clock(hao.agentId, '2026-03-02T02:40:00.000Z', now)
    const due = await clock(hao.agentId, '2026-03-02T03:30:00.000Z')
    const waits = await clock(null, '2026-03-02T02:50:00.000Z')
    assert.deepEqual((await clocksByAgent(app.db, lin, now)).get(hao.agentId), { over: 1, due: 1 })
    assert.deepEqual(await clocksOfAll(app.db, lin, now), { over: 2, due: 1 })
    assert.deepEqual(await conversationsBehind(app.db, lin, { of: 'over', now }, 10), [over, waits])
    const his = { of: 'over', agentId: hao.agentId, now } as const
    assert.deepEqual(await conversationsBehind(app.db, lin, his, 10), [over])
    assert.deepEqual(await conversationsBehind(app.db, lin, { of: 'due', now }, 10), [due])
  })

  it('counts who came, was answered, and gave up, on the days asked for', async () => {
    const desk = await openDesk(await open())
    const { app, viewers, says, conversationOf } = desk
    const anna = await conversationOf(await says('anna', '在吗'))
    await reply(app, viewers.lin, anna, say('在'))
    await close(app, viewers.lin, await conversationOf(await says('bo', '算了')))
    const day = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' }
    assert.deepEqual(await conversationsCame(app.db, viewers.lin, [day]), [
      { at: '2026-03-02T02:0', arrived: 2, answered: 1, abandoned: 1 },
    ])
    const other = { from: '2026-02-23T00:00:00.000Z', to: '2026-02-24T00:00:00.000Z' }
    assert.deepEqual(await conversationsCame(app.db, viewers.lin, [other]), [])
  })

  it('says what is usual by days that are like today, of those since the house began', async () => {
    const desk = await openDesk(await open())
    const { app, viewers } = desk
    await keepTimezone(app)
    const nobody = { agentId: null, teamId: null, isClosed: false }
    const come = async (date: string, count: number) => {
      for (let each = 0; each < count; each++) await insertConversation(desk, nobody, `${date}T02:00:00.000Z`)
    }
    assert.deepEqual(pick(await dayPage(app, viewers.lin)), { days: 0, peak: undefined, isKnown: false })
    await come('2026-02-05', 1)
    assert.equal((await dayPage(app, viewers.lin)).days, 3)
    await come('2026-02-09', 2)
    await come('2026-02-14', 2)
    await come('2026-02-16', 9)
    await come('2026-02-27', 9)
    await come('2026-02-28', 5)
    assert.deepEqual(pick(await dayPage(app, viewers.lin)), { days: 3, peak: 3, isKnown: true })
    await saveClinic(
      app,
      { actor: 'system' },
      {
        hours: { ...(await clinicOf(app.db)).hours, exceptions: { '2026-02-28': [] } },
      },
    )
    assert.deepEqual(pick(await dayPage(app, viewers.lin)), { days: 2, peak: 2, isKnown: true })
  })

  it('shows nobody anything of a conversation outside their scope, whatever the number', async () => {
    const desk = await openDesk(await open())
    const { app, viewers, team } = desk
    const elsewhere = await makeTeam(desk)
    const now = '2026-03-02T05:00:00.000Z'
    const holders = [null, ...Object.values(viewers).map(({ agentId }) => agentId)]
    const kept = fc.record({
      agentId: fc.constantFrom(...holders),
      teamId: fc.constantFrom(null, team, elsewhere),
      isClosed: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { maxLength: 6 }), async (plan) => {
        const made = await Promise.all(plan.map((each) => insertConversation(desk, each, now)))
        for (const viewer of eyes(Object.values(viewers), [team])) {
          const seen = made.filter(({ holder }) => maySee(viewer, holder)).map(({ id }) => id)
          for (const name of numbers) {
            const behind = await conversationsBehind(app.db, viewer, { of: name, now }, 200)
            assert.ok(
              behind.every((id) => seen.includes(id)),
              `${viewer.scope} ${viewer.within} ${name}`,
            )
          }
          const counted = [...(await waitingByTeam(app.db, viewer)).values()].reduce(
            (sum, { count }) => sum + count,
            0,
          )
          const held = [...(await heldByAgent(app.db, viewer)).values()].reduce(
            (sum, { open: each }) => sum + each,
            0,
          )
          const active = made.filter(({ id, status }) => status !== 'closed' && seen.includes(id))
          assert.equal(counted + held, active.length)
        }
        await app.db('conversation').delete()
      }),
      { numRuns: 15 },
    )
  })
})

function pick({ days, peak, curve }: Awaited<ReturnType<typeof dayPage>>) {
  return { days, peak: peak?.count, isKnown: curve.known }
}

/** Everybody with every scope, looking at everything or at one branch. */
function eyes(viewers: Viewer[], branch: number[]): Viewer[] {
  return viewers
    .flatMap((viewer) => (['allotted', 'own', 'team', 'all'] as const).map((scope) => ({ ...viewer, scope })))
    .flatMap((viewer) => [viewer, { ...viewer, within: branch }])
}

async function makeTeam({ app, viewers }: Desk): Promise<number> {
  const [{ id }] = await app.db('team').insert({ name: '注射' }).returning('id')
  await app.db('team_member').insert({ team_id: id, agent_id: viewers.yun.agentId })
  viewers.yun.teamIds.push(id)
  return id
}

async function insertConversation(
  { app: { db }, viewers, chat }: Desk,
  { agentId, teamId, isClosed }: { agentId: number | null; teamId: number | null; isClosed: boolean },
  now: string,
) {
  const [person] = await db('person').insert({ name: '', created_at: now }).returning('id')
  const status = isClosed ? 'closed' : agentId === null ? 'queued' : 'open'
  const times = { opened_at: now, last_message_at: now, waiting_since: now }
  const holder = { agent_id: agentId, team_id: teamId }
  const [{ id }] = await db('conversation')
    .insert({ uid: randomUUID(), person_id: person.id, channel_id: chat.id, status, ...times, ...holder })
    .returning('id')
  const agentTeamIds = Object.values(viewers).find((each) => each.agentId === agentId)?.teamIds ?? []
  return { id, status, holder: { agentId, teamId, agentTeamIds } }
}
