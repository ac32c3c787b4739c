import { parseArgs } from 'node:util'
import { Invalid, NotFound } from '../../core/errors.ts'
import type { App } from '../../core/module.ts'
import { createAgent, listAgents, resetPassword } from '../../core/modules/agents/index.ts'
import { randomToken } from '../../core/platform/crypto/index.ts'
import { addressOf, withApp } from '../house.ts'
import { say } from '../terminal.ts'

const usage = [
  'Usage: qiantai user add <email> --name <name> [--role owner|admin|supervisor|agent]',
  '       qiantai user reset <email>',
  '       qiantai user list',
].join('\n')

/** `user add`, `user reset` and `user list`. Passwords are never typed here: a link lets their owner choose one. */
export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb === 'list') return withApp(list)
  const { positionals, values } = read(args)
  const [email] = positionals
  if (!email || positionals.length > 1) throw new Error(usage)
  if (verb === 'add' && values.name) return withApp((app) => add(app, { email, ...values }))
  if (verb === 'reset') return withApp((app) => reset(app, email))
  throw new Error(usage)
}

async function add(app: App, input: { email: string; name?: string; role?: string }): Promise<number> {
  const { email, name = '', role = 'agent' } = input
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error(`${email} is no email address.`)
  try {
    await createAgent(app, { email, name, role, password: randomToken() })
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const wrong = error.faults[0]?.field
    throw new Error(
      wrong === 'role' ? `There is no role ${role}.` : `There is an account of ${email} already.`,
    )
  }
  return reset(app, email)
}

async function reset(app: App, email: string): Promise<number> {
  const path = await resetPassword(app, email).catch((error: unknown) => {
    throw error instanceof NotFound ? new Error(`There is no account of ${email}.`) : error
  })
  say(`With this link ${email} chooses a password. It works once, within 30 minutes:\n`)
  say(addressOf(app) + path)
  return 0
}

async function list(app: App): Promise<number> {
  const agents = await listAgents(app)
  if (agents.length === 0) say('Nobody yet. `qiantai setup-token` prints the link for the owner.')
  for (const { email, name, role, state } of agents) {
    say(`${email.padEnd(32)}${role.key.padEnd(12)}${state.padEnd(10)}${name}`)
  }
  return 0
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, role: { type: 'string' } },
    })
  } catch {
    throw new Error(usage)
  }
}
