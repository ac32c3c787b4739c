import { mkdir } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Server } from '@hapi/hapi'
import type { Config } from '../config/schema.ts'
import { loadKey } from '../config/secrets.ts'
import { createLog } from './log.ts'
import type { App, Viewer } from './module.ts'
import { stayPresent, viewerFor } from './modules/agents/index.ts'
import { signallingEndpoint } from './modules/calls/index.ts'
import { clinicOf, keepBrand, keepTimezone } from './modules/clinic/index.ts'
import { modules } from './modules/index.ts'
import { keepPhones } from './modules/lines/index.ts'
import { setupPath } from './modules/setup/index.ts'
import { pathsOf } from './paths.ts'
import { createVault } from './platform/crypto/index.ts'
import { connect, inspect } from './platform/db/index.ts'
import { createTailer } from './platform/events/index.ts'
import { createFetch } from './platform/fetch/index.ts'
import { createFiles } from './platform/files/index.ts'
import { createHost, discover, type PluginHost } from './platform/host/index.ts'
import { addressOf, createHttp, socketBrowser } from './platform/http/index.ts'
import { createI18n } from './platform/i18n/index.ts'
import { createWorker, type Schedule, startSchedules } from './platform/jobs/index.ts'
import {
  createGate,
  type Gate,
  LiveHub,
  liveEndpoint,
  pluginEndpoint,
  ticketRoute,
} from './platform/realtime/index.ts'
import { upgrade } from './upgrade.ts'

/** The whole program, made and not yet started. */
export type House = {
  app: App
  server: Server
  host: PluginHost
  /**
   * Migrates nothing: that is done. Listens, opens the channels, and answers where it can be reached; while nobody owns
   * it, also the link with which somebody may.
   */
  start: () => Promise<{ url: string; setup?: string }>
  /** Closes everything, in the order in which nothing is lost. */
  stop: () => Promise<void>
}

/** What tests put in the place of the real thing. */
export type Overrides = Partial<Pick<App, 'clock' | 'log' | 'fetch' | 'plugins'>> & {
  random?: () => number
  schedules?: Schedule[]
}

type Parts = House & { hub: LiveHub; gate: Gate; schedules: Schedule[]; unschedule: () => void }

/** Opens and migrates the database, and puts everything together. Throws what an operator has to mend first. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<House> {
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  const { app, hub } = await createParts(config, overrides)
  const brand = keepBrand(app)
  const host = await createHost(app, { brand, random: overrides.random })
  app.channels = host.channels
  const server = await createHttp(app, {
    authenticate: (token, peer) => viewerFor(app, token, peer),
    brand,
  })
  const gate = createGate({ log: app.log, address: (request) => addressOf(config, request) })
  addRoutes(app, server, host)
  addSockets(app, { server, hub, gate, host })
  addJobs(app, host)
  const schedules = overrides.schedules ?? app.modules.flatMap((module) => module.schedules ?? [])
  const parts: Parts = { app, server, host, hub, gate, schedules, unschedule: () => {}, start, stop }

  async function start() {
    await open(parts)
    const url = config.publicUrl ?? `http://localhost:${server.info.port}`
    const path = await setupPath(app)
    return path ? { url, setup: url + path } : { url }
  }
  async function stop() {
    await close(parts)
  }
  return parts
}

async function createParts(config: Config, overrides: Overrides): Promise<{ app: App; hub: LiveHub }> {
  const log = overrides.log ?? createLog(config)
  const clock = overrides.clock ?? (() => new Date())
  const plugins = overrides.plugins ?? (await discover(config))
  const db = await connect(config.database)
  await insistOnFitness(db, log)
  await upgrade(db, { config, plugins, tell: (line) => log.info({ line }, 'house.upgrade') })
  const events = createTailer(db, log)
  const hub = new LiveHub({ db, log, clock, events })
  const app: App = {
    config,
    db,
    log,
    clock,
    events,
    jobs: createWorker(db, { log, clock, random: overrides.random }),
    hub,
    files: createFiles({ db, folder: pathsOf(config).files, clock }),
    fetch: overrides.fetch ?? createFetch({ allowed: config.allowPrivateHosts }),
    vault: createVault(loadKey(config)),
    i18n: await createI18n(),
    plugins,
    modules,
    channels: { open: () => undefined, simulator: () => undefined },
    address: () => `http://127.0.0.1:${config.port}`,
  }
  return { app, hub }
}

async function insistOnFitness(db: App['db'], log: App['log']) {
  const { engine, version, problems, warnings } = await inspect(db)
  log.info({ engine, version }, 'house.database')
  for (const warning of warnings) log.warn({ warning }, 'house.database')
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

function addRoutes(app: App, server: Server, host: PluginHost) {
  server.route(ticketRoute(app))
  for (const module of app.modules) server.route(module.routes?.(app) ?? [])
  server.route(host.routes)
}

function addSockets(app: App, { server, hub, gate, host }: Pick<Parts, 'server' | 'hub' | 'gate' | 'host'>) {
  const authenticate = (request: IncomingMessage) => viewerOfSocket(app, server, request)
  gate.add(liveEndpoint({ hub, publicUrl: app.config.publicUrl, authenticate }))
  gate.add(signallingEndpoint(app, authenticate))
  for (const socket of host.sockets) gate.add(pluginEndpoint(socket))
}

async function viewerOfSocket(
  app: App,
  server: Server,
  request: IncomingMessage,
): Promise<Viewer | undefined> {
  const { token, locale } = await socketBrowser(server, request.headers)
  const userAgent = String(request.headers['user-agent'] ?? '')
  const peer = { ip: addressOf(app.config, request), userAgent, locale }
  return token ? viewerFor(app, token, peer, { idle: true }) : undefined
}

function addJobs(app: App, host: PluginHost) {
  const named = [host.jobs, ...app.modules.map((module) => module.jobs?.(app) ?? {})]
  for (const jobs of named) for (const [name, handler] of Object.entries(jobs)) app.jobs.handle(name, handler)
}

async function open(parts: Parts) {
  const { app, server, host, hub, gate } = parts
  await keepTimezone(app)
  keepPhones(app)
  await app.events.start()
  await hub.start({
    topics: app.modules.flatMap((module) => module.live?.(app) ?? []),
    present: (viewer) => stayPresent(app.db, viewer.agentId, app.clock()),
  })
  await host.start()
  gate.attach(server.listener)
  await server.start()
  const address = ownAddress(server)
  app.address = () => address
  await host.listening(address)
  await app.jobs.start()
  const { timezone } = await clinicOf(app.db)
  parts.unschedule = startSchedules(app, parts.schedules, timezone)
}

/** Where this process reaches itself. */
function ownAddress({ listener }: Server): string {
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
  const isEverywhere = address.address === '0.0.0.0' || address.address === '::'
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${isEverywhere ? '127.0.0.1' : host}:${address.port}`
}

/** First nothing new comes in, then what runs is finished or given back, then the database is closed. */
async function close({ app, server, host, hub, gate, unschedule }: Parts) {
  unschedule()
  // Sockets first: hapi hangs up on them without the word that they may come back.
  await hub.stop()
  await gate.stop()
  await server.stop({ timeout: 3000 })
  await app.jobs.stop()
  await host.stop()
  await app.events.stop()
  await app.db.destroy()
}
