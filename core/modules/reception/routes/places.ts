import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  localeOf,
  orForm,
  page,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { listTeams } from '../../agents/index.ts'
import { faultsIn } from '../limits.ts'
import { placesPage, workingAgents } from '../pages/places.ts'
import { agentSettings, channelSettings, groupSettings } from '../service/settings.ts'
import type { AgentSettings, GroupSettings } from '../settings.ts'
import { methods } from '../settings.ts'
import { base, manage } from './manage.ts'
import { keepsOne, oneChannel, oneGroup, type Said, showsOne } from './one.ts'
import { numberIn, numberOrNone, oneOf } from './settings-form.ts'

type Fields = Record<string, unknown>

const list = `${base}/places`
const minute = 60

/** What differs for groups, accounts of channels, and agents. */
export function placeRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/places', async (request, h) =>
      page(h, request, 'admin/reception/places', await placesPage(app, localeOf(request))),
    ),
    manage('POST', '/agents', (request, h) => saveAgents(app, request, h)),
    showsOne(app, oneGroup),
    keepsOne(app, oneGroup, '', (said) => saveGroup(app, said)),
    showsOne(app, oneChannel),
    keepsOne(app, oneChannel, '', (said) => saveChannel(app, said)),
  ]
}

async function saveGroup(app: App, { of: { id }, fields, viewer }: Said<{ id: number }>): Promise<string> {
  const change = groupIn(fields)
  if (change.overflow) await insistOnTeam(app, change.overflow.teamId, 'overflow')
  await groupSettings.save(app, viewer, id, change)
  return list
}

async function saveChannel(app: App, { of: { id }, fields, viewer }: Said<{ id: number }>): Promise<string> {
  const teamId = numberOrNone(fields['teamId'])
  if (teamId !== null) await insistOnTeam(app, teamId, 'teamId')
  await channelSettings.save(app, viewer, id, { teamId })
  return `${list}#channels`
}

/** All of the table or nothing of it: one wrong number keeps everybody as they were. */
async function saveAgents(app: App, request: Request, h: ResponseToolkit) {
  const context = (typed: Typed) => placesPage(app, localeOf(request), typed)
  return orForm(h, request, { template: 'admin/reception/places', context }, async () => {
    const fields = fieldsOf(request.payload)
    const said = (await workingAgents(app)).filter(({ id }) => `share.${id}` in fields)
    const changes = said.map(({ id }): [number, AgentSettings] => [id, agentIn(fields, id)])
    const faults = changes.flatMap(([id, change]) =>
      faultsIn(change).map(({ field, message }) => ({ field: `${field}.${id}`, message })),
    )
    if (faults.length > 0) throw new Invalid(faults)
    for (const [id, change] of changes) await agentSettings.save(app, viewerOf(request), id, change)
    return seeOther(h, `${list}#agents`, 'common.saved')
  })
}

/** Overflow is a time and a group: without a group there is none. */
function groupIn({ method, most, after, teamId }: Fields): Partial<GroupSettings> {
  const next = numberOrNone(teamId)
  return {
    method: method ? oneOf(methods, method, 'method') : null,
    most: numberOrNone(most),
    overflow: next === null ? null : { after: Math.round(numberIn(after) * minute), teamId: next },
  }
}

function agentIn(fields: Fields, id: number): AgentSettings {
  return { capacity: numberOrNone(fields[`capacity.${id}`]), share: numberIn(fields[`share.${id}`]) }
}

async function insistOnTeam(app: App, id: number, field: string) {
  const isThere = (await listTeams(app.db)).some((team) => team.id === id)
  if (!isThere) throw new Invalid([{ field, message: 'errors.fault.choice' }])
}
