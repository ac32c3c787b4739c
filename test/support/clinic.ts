import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import { loadConfig } from '../../config/load.ts'
import { createApp, type House } from '../../core/app.ts'
import { createLog } from '../../core/log.ts'
import type { App } from '../../core/module.ts'
import { createAgent } from '../../core/modules/agents/index.ts'
import { addChannel, channelOf } from '../../core/modules/channels/index.ts'
import { createClock, password, staff, type StaffName } from '../../core/testing/index.ts'
import { hire } from '../../core/testing/staff.ts'
import { Client } from '../../plugins/webchat/testing/client.ts'
import webchat from '../../plugins/webchat/index.ts'
import { Agent } from './agent.ts'

/** ada keeps the place running: everything but the owner's account. */
const ada = { name: '艾达', email: 'ada@clinic.test', role: 'admin' }
const emails = { ...staff, ada }

/** The whole program with its website chat, which can be stopped and started again on what it has stored. */
export type Clinic = {
  house: () => House
  app: () => App
  address: () => string
  /** The key of the website's account. */
  site: string
  log: string[]
  /** A new visitor of the website, who has agreed to the text. */
  visitor: () => Promise<Client>
  /** A member of staff with a browser of their own. */
  agent: (name: StaffName | 'ada') => Promise<Agent>
  /** Somebody with a browser who is not signed in. */
  stranger: () => Agent
  /** Lets seconds pass, so that no limit is met. */
  pass: (seconds: number) => void
  /** Everything that happened has been told, and every job is done. */
  settle: () => Promise<void>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** Opens a clinic with staff and one website, on SQLite in its own folder unless told. */
export async function openClinic(database?: Config['database']): Promise<Clinic> {
  const folder = await mkdtemp(join(tmpdir(), 'qiantai-clinic-'))
  const clock = createClock()
  const log: string[] = []
  const config = {
    ...loadConfig({ QIANTAI_DATA: folder, HOST: '127.0.0.1', PORT: '0' }),
    ...(database && { database }),
  }
  const logger = createLog(config, { write: (line: string) => void log.push(line) })
  const make = () => createApp(config, { clock: clock.now, log: logger, plugins: [webchat], random: () => 1 })
  let house = await make()
  await hire(house.app)
  await createAgent(house.app, { ...ada, password })
  let { url } = await open(house)
  const site = await addSite(house)

  async function visitor() {
    clock.pass(60)
    const client = new Client(url, site)
    await client.session()
    await client.agree()
    return client
  }

  async function restart() {
    await house.stop()
    house = await make()
    ;({ url } = await open(house))
  }

  return {
    house: () => house,
    app: () => house.app,
    address: () => url,
    site,
    log,
    visitor,
    stranger: () => new Agent(url),
    agent: (name) => new Agent(url).signIn(emails[name].email),
    pass: clock.pass,
    settle: () => settle(house),
    restart,
    async stop() {
      await house.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The address by number: `localhost` may mean another one. */
async function open(house: House): Promise<{ url: string }> {
  await house.start()
  await house.host.accounts.drain()
  return { url: `http://127.0.0.1:${house.server.info.port}` }
}

async function addSite(house: House): Promise<string> {
  const admin = { actor: 'agent:1', ip: '127.0.0.1' }
  const account = { plugin: 'webchat', kind: 'site', name: '官网', settings: { title: '官网' } }
  const id = await addChannel(house.app, admin, account)
  await settle(house)
  return (await channelOf(house.app, id)).key
}

async function settle({ app, host }: House) {
  await host.accounts.drain()
  await app.jobs.drain()
  await app.events.drain()
}
