import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { App } from '../../core/module.ts'
import {
  type Channel,
  hasConfiguration,
  listChannels,
  openConfiguration,
} from '../../core/modules/channels/index.ts'
import { addressOf, withApp } from '../house.ts'
import { say } from '../terminal.ts'

const usage = 'Usage: qiantai phone pbx-config [--account=<key>] [--out <folder>]'

/** `phone pbx-config`: the files that the clinic's exchange needs, printed one after the other or written to a folder. */
export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb !== 'pbx-config') throw new Error(usage)
  const { account, out } = read(args)
  return withApp(async (app) => {
    const channel = await accountOf(app, account)
    const files = await openConfiguration(app, { actor: 'system' }, channel, new URL(addressOf(app)).origin)
    if (out === undefined) say(files.map(({ text }) => text).join('\n'))
    else await write(resolve(out), files)
    return 0
  })
}

/** The account of this key, or the only one that there is. */
async function accountOf(app: App, key: string | undefined): Promise<Channel> {
  const all = (await listChannels(app.db)).filter((channel) => hasConfiguration(app, channel))
  const fit = all.filter((channel) => key === undefined || channel.key === key)
  const [only] = fit
  if (only && fit.length === 1) return only
  if (all.length === 0) throw new Error('No telephone is connected yet: add one under Settings → Channels.')
  const known = all.map((channel) => `  --account=${channel.key}  ${channel.name}`).join('\n')
  throw new Error(
    `${key ? `There is no account ${key}.` : 'Say which account is meant.'}\n${known}\n\n${usage}`,
  )
}

/** The files hold secrets: nobody but their owner may read them. */
async function write(folder: string, files: { name: string; text: string }[]) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { name, text } of files) {
    await rm(join(folder, name), { force: true })
    await writeFile(join(folder, name), text, { mode: 0o600 })
  }
  say(
    `Wrote ${files.length} files to ${folder}. They hold secrets: copy them to the exchange, then remove them.`,
  )
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options: { account: { type: 'string' }, out: { type: 'string' } } }).values
  } catch {
    throw new Error(usage)
  }
}
