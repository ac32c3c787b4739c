import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { RequestRoute } from '@hapi/hapi'
import { builtinRoles } from '../core/modules/agents/role.ts'
import { Agent } from './support/agent.ts'
import { type Clinic, openClinic } from './support/clinic.ts'
import { ownedByTeam, picture, publicRoutes, scoped } from './support/route-table.ts'
import type { Client } from '../plugins/webchat/testing/client.ts'

/** What agents may not do at all. */
const isForSome = /\/(reveal|watch|whispers|company|take-over|merge|merges|split)/
/** Every route of the whole program, called by everybody who could call it. */
const roles = { yun: 'agent', hao: 'agent', mei: 'supervisor', ada: 'admin', lin: 'owner' } as const
type Name = keyof typeof roles
const names = Object.keys(roles) as Name[]

describe('Every route', () => {
  let clinic: Clinic
  let routes: RequestRoute[]
  let staff: Record<Name, Agent>
  let anna: Client
  let bo: Client

  before(async () => {
    clinic = await openClinic()
    routes = clinic.house().server.table()
    staff = await signInAll(clinic)
    anna = await clinic.visitor()
    bo = await clinic.visitor()
  })
  after(() => clinic.stop())

  it('says who may call it', () => {
    const silent = routes.filter(({ settings }) => !settings.app?.access).map(nameOf)
    assert.deepEqual(silent, [], 'Say it in `options.app.access`: public, signed-in or a permission.')
  })

  it('is open to strangers only where this table says so', () => {
    const open = routes.filter(({ settings }) => settings.app?.access === 'public').map(nameOf)
    const unknown = open.filter((name) => !Object.hasOwn(publicRoutes, name))
    assert.deepEqual(unknown, [], hint('publicRoutes', 'why strangers may call it'))
    assert.deepEqual(stale(publicRoutes, open), [], 'These are in `publicRoutes` and are no public routes.')
  })

  it('about one conversation, person or file is in the table of what only some may see', () => {
    const about = routes.map(nameOf).filter((name) => /\/(conversations|people|files|tasks)\/\{/.test(name))
    const unknown = about.filter((name) => !isPlugins(name) && !Object.hasOwn(scoped, name))
    assert.deepEqual(unknown, [], hint('scoped', 'an input that it takes'))
    assert.deepEqual(stale(scoped, about), [], 'These are in `scoped` and are no routes.')
  })

  it('answers strangers and visitors as it declares, and is never broken by them', async () => {
    for (const route of routes) {
      const token = { authorization: `Bearer ${anna.token}` }
      for (const headers of [{}, token]) {
        const status = await new Agent(clinic.address())
          .call(...callOf(route), headers)
          .then((answer) => answer.status)
        assert.ok(status < 500, `${nameOf(route)} answers a stranger ${status}`)
        if (route.settings.app?.access !== 'public') assert.equal(status, 401, nameOf(route))
      }
    }
  })

  it('asks visitors for their token where it is theirs alone', async () => {
    for (const route of routes.filter((each) => publicRoutes[nameOf(each)] === 'visitor')) {
      const [method, path] = callOf(route)
      const stranger = await new Agent(clinic.address()).call(method, `${path}?site=${clinic.site}`)
      assert.equal(stranger.status, 401, nameOf(route))
      const headers = { authorization: `Bearer ${bo.token}` }
      const visitor = await new Agent(clinic.address()).call(
        method,
        `${path}?site=${clinic.site}`,
        {},
        headers,
      )
      assert.ok(
        ![401, 403].includes(visitor.status) && visitor.status < 500,
        `${nameOf(route)} ${visitor.status}`,
      )
    }
  })

  for (const name of names) {
    it(`gives ${name} what the role allows, and nothing else`, async () => {
      for (const route of routes.filter(isHarmless)) {
        const { status } = await staff[name].call(...callOf(route))
        const why = `${nameOf(route)} answers ${name} ${status}`
        assert.ok(status < 500, why)
        if (publicRoutes[nameOf(route)]) continue
        if (mayCall(name, route)) assert.ok(status !== 401 && (status !== 403 || isOwnRefusal(route)), why)
        else assert.equal(status, 403, why)
      }
    })
  }

  it('that writes takes no form of another site', async () => {
    const writing = routes.filter(({ method }) => !['get', 'head', 'options'].includes(method))
    for (const route of writing.filter(({ settings }) => !settings.app?.crossSite)) {
      const [method, path] = callOf(route)
      const { status } = await staff.lin.call(method, path, {}, { 'x-csrf-token': 'guessed' })
      assert.equal(status, 403, `${nameOf(route)} without a token answers ${status}`)
      const foreign = await staff.lin.call(method, path, {}, { 'sec-fetch-site': 'cross-site' })
      assert.equal(foreign.status, 403, `${nameOf(route)} from another site answers ${foreign.status}`)
    }
  })

  it('that takes calls of other sites is a public one', () => {
    const open = routes.filter(({ settings }) => settings.app?.crossSite)
    assert.deepEqual(open.filter(({ settings }) => settings.app?.access !== 'public').map(nameOf), [])
  })
})

describe('What belongs to another team', () => {
  let clinic: Clinic
  let staff: Record<Name, Agent>
  before(async () => {
    clinic = await openClinic()
    staff = await signInAll(clinic)
  })
  after(() => clinic.stop())

  for (const [route, input] of Object.entries(scoped)) {
    it(`is not there for an agent outside: ${route}`, async () => {
      const [method = '', pattern = ''] = route.split(' ')
      const path = (await ownedByTeam(clinic, staff.lin))(pattern)
      const body = () => ({ ...input, ...('clientId' in input && { clientId: randomUUID() }) })
      const outside = await staff.yun.call(method.toUpperCase(), path, body())
      assert.equal(outside.status, isForSome.test(route) ? 403 : 404, `yun gets ${outside.status}`)
      for (const name of ['mei', 'lin'] as const) {
        const { status } = await staff[name].call(method.toUpperCase(), path, body())
        assert.ok(status < 500 && ![401, 403, 404].includes(status), `${name} gets ${status}`)
      }
    })
  }

  it('is not theirs to reveal for a supervisor of another team', async () => {
    const path = (await ownedByTeam(clinic, staff.lin))('/people/{id}/identities/{identity}/reveal')
    await promote(clinic, 'yun@clinic.test')
    assert.equal((await staff.yun.call('POST', path)).status, 404)
    assert.equal((await staff.mei.call('POST', path)).status, 200)
  })
})

describe('What belongs to one visitor', () => {
  let clinic: Clinic
  before(async () => void (clinic = await openClinic()))
  after(() => clinic.stop())

  it('is not there for another', async () => {
    const [anna, bo] = [await clinic.visitor(), await clinic.visitor()]
    await anna.say('我想咨询热玛吉')
    const file = await anna.upload('photo.png', picture)
    const address = `${anna.address}/p/webchat/files/${file.body.uid}?site=${anna.site}`
    const statusFor = async ({ token }: Client) =>
      (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status
    assert.equal(await statusFor(anna), 200)
    assert.equal(await statusFor(bo), 404)
    assert.deepEqual((await bo.call('GET', 'messages')).body.messages, [])
    const attached = await bo.call('POST', 'messages', { uid: randomUUID(), files: [file.body.uid] })
    assert.equal(attached.status, 400)
  })
})

async function promote(clinic: Clinic, email: string) {
  const { db } = clinic.app()
  const { id } = await db('role').where({ key: 'supervisor' }).first('id')
  await db('agent').where({ email }).update({ role_id: id })
}

async function signInAll(clinic: Clinic): Promise<Record<Name, Agent>> {
  const [yun, hao, mei, ada, lin] = await Promise.all([
    clinic.agent('yun'),
    clinic.agent('hao'),
    clinic.agent('mei'),
    clinic.agent('ada'),
    clinic.agent('lin'),
  ])
  return { yun, hao, mei, ada, lin }
}

function mayCall(name: Name, route: RequestRoute): boolean {
  const access = route.settings.app?.access
  if (!access || typeof access === 'string') return true
  const role = builtinRoles.find(({ key }) => key === roles[name])
  return [access.permission].flat().some((permission) => role?.permissions.includes(permission))
}

/** Signing out would end the caller, and the rest would be called by nobody. */
function isHarmless(route: RequestRoute): boolean {
  return nameOf(route) !== 'post /logout'
}

/** `/admin` is where the menu begins; who has none is refused by it and not by the guard. */
function isOwnRefusal(route: RequestRoute): boolean {
  return nameOf(route) === 'get /admin'
}

/** The route's address with things in it that are not there. */
function callOf({ method, path }: RequestRoute): [string, string, object] {
  const filled = path.replaceAll(/\{(\w+)\*?\}/g, (_, name: string) => missing[name] ?? '999999')
  return [method.toUpperCase(), filled, {}]
}

const missing: Record<string, string> = {
  uid: 'no-such-thing-0000',
  token: 'no-such-token',
  file: 'none.js',
  name: 'none',
  any: 'none',
  key: 'none',
  plugin: 'webchat',
  kind: 'site',
}

function nameOf({ method, path }: Pick<RequestRoute, 'method' | 'path'>): string {
  return `${method} ${path}`
}

function isPlugins(name: string): boolean {
  return name.split(' ')[1]?.startsWith('/p/') ?? false
}

function stale(table: object, routes: string[]): string[] {
  return Object.keys(table).filter((name) => !routes.includes(name))
}

function hint(table: string, what: string): string {
  return `A new route: add it to \`${table}\` in test/support/route-table.ts, with ${what}.`
}
