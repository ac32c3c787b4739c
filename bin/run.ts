import { Invalid } from '../core/errors.ts'
import { complain, say } from './terminal.ts'

/** What a file in commands/ exports: does its work and answers the exit code. Throws what the operator has to know. */
export type Command = { run: (args: string[]) => Promise<number> }

/** One line each, in the order of the help. */
const commands: Record<string, { does: string; load: () => Promise<Command> }> = {
  serve: { does: 'Start the front desk', load: () => import('./commands/serve.ts') },
  migrate: {
    does: 'Bring the database up to date (--dry-run only tells)',
    load: () => import('./commands/migrate.ts'),
  },
  user: {
    does: 'Add an account, list them, or make a link to reset a password',
    load: () => import('./commands/user.ts'),
  },
  'setup-token': {
    does: 'Print a fresh link to set up a front desk that nobody owns yet',
    load: () => import('./commands/setup-token.ts'),
  },
  demo: {
    does: 'Load believable people, conversations and calls to look around, or remove them',
    load: () => import('./commands/demo.ts'),
  },
  phone: {
    does: 'Print the configuration of the telephone exchange, or write it to a folder',
    load: () => import('./commands/phone.ts'),
  },
  plugin: {
    does: 'Add a plugin from a folder, tarball or package, list them, or remove one',
    load: () => import('./commands/plugin.ts'),
  },
  doctor: {
    does: 'Check this machine, the settings and the database',
    load: () => import('./commands/doctor.ts'),
  },
}

/** Runs `qiantai <command> …` and answers the exit code: 1 where it failed, 2 where there is no such command. */
export async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) return help()
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return unknown(name)
  try {
    return await (await command.load()).run(args)
  } catch (error) {
    complain(reasonOf(error))
    return 1
  }
}

function help(): number {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}${does}`)
  say(
    [
      'Usage: qiantai <command>',
      '',
      ...lines,
      '',
      'Settings come from the environment: see config/example.env.',
    ].join('\n'),
  )
  return 0
}

function unknown(name: string): number {
  complain(`There is no command ${name}. \`qiantai help\` lists them.`)
  return 2
}

/** What the operator can act on is a sentence; a bug comes with its stack. */
function reasonOf(error: unknown): string {
  if (error instanceof Invalid) {
    return [
      'The settings are not right:',
      ...error.faults.map(({ field, message }) => `  ${field} ${message}`),
    ].join('\n')
  }
  if (!(error instanceof Error)) return String(error)
  return (error.name === 'Error' ? error.message : error.stack) || String(error)
}
