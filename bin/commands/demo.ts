import { Conflict, NotFound, Unavailable } from '../../core/errors.ts'
import type { App } from '../../core/module.ts'
import { clinicOf } from '../../core/modules/clinic/index.ts'
import { loadDemo, removeDemo } from '../../core/modules/demo/index.ts'
import { withApp } from '../house.ts'
import { say } from '../terminal.ts'

const usage = 'Usage: qiantai demo load [--lang zh-CN|en]\n       qiantai demo remove'

/** `demo load [--lang zh-CN|en]` and `demo remove`. */
export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb === 'load') return withApp((app) => load(app, args))
  if (verb === 'remove') return withApp(remove)
  throw new Error(usage)
}

async function load(app: App, args: string[]): Promise<number> {
  const locale = languageIn(args) ?? (await clinicOf(app.db)).locale
  const { agents, password, people } = await loadDemo(app, locale).catch(plainly)
  say(`Loaded ${people} people with their conversations and calls. Reload the desk to see them.\n`)
  say('You can sign in as one of these, all with the same password:\n')
  for (const { name, email, role } of agents) say(`  ${email.padEnd(24)}${role.padEnd(12)}${name}`)
  say(`\n  password: ${password}\n\n\`qiantai demo remove\` takes all of it away again.`)
  return 0
}

async function remove(app: App): Promise<number> {
  const { keptAgents, keptChannel } = await removeDemo(app).catch(plainly)
  say('The demo is gone. Reload the desk.')
  if (keptAgents) say(`${keptAgents} of its agents took part in real conversations: they stay, disabled.`)
  if (keptChannel) say('Real visitors came through its channel: it stays, closed.')
  return 0
}

function languageIn(args: string[]): 'zh-CN' | 'en' | undefined {
  if (args.length === 0) return undefined
  const [option, language] = args
  if (option !== '--lang' || (language !== 'zh-CN' && language !== 'en')) throw new Error(usage)
  return language
}

function plainly(error: unknown): never {
  if (error instanceof Conflict) throw new Error('A demo is loaded already. Remove it first.')
  if (error instanceof NotFound) throw new Error('There is no demo to remove.')
  if (error instanceof Unavailable) throw new Error('No installed plugin offers a channel for a demo.')
  throw error
}
