import type { Settings, Tools } from 'qiantai/plugin'
import { readAccount, type Way } from './account.ts'
import { type Answer, failed } from './ari/ask.ts'
import { overWeb } from './ari/web.ts'
import { dict, parsed, text } from './json.ts'
import { missingModules } from './modules.ts'

/** Tries an exchange before its settings are saved, and says what is wrong with it. One that comes to us cannot be tried. */
export async function checkAccount(settings: Settings, tools: Tools): Promise<void> {
  const account = readAccount(settings)
  if (account.comes) return
  const way: Way = { tools, account, ari: overWeb(tools, account) }
  await prove(way)
  const missing = await missingModules(way)
  if (missing.length > 0) throw refuse(tools, `modules ${missing.join(', ')}`)
}

/** Throws where the exchange does not know us, or is too old. */
export async function prove(way: Way): Promise<void> {
  const version = await versionOf(way)
  if (Number.parseInt(version, 10) < 22) throw refuse(way.tools, `version ${version}`)
}

/** The version of the exchange, `22.5.1`, without what a distribution adds to it. Throws where it does not answer as one. */
export async function versionOf(way: Way): Promise<string> {
  const answer = await ask(way)
  if (answer.status === 401 || answer.status === 403) throw failed(way, answer.status, answer.body)
  const system = dict(dict(parsed(answer.body.toString('utf8')))['system'])
  const version = text(system, 'version')
  if (answer.status !== 200 || !version) throw refuse(way.tools, 'no-ari', 'url')
  return version.replace(/[^\d.].*$/, '')
}

async function ask(way: Way): Promise<Answer> {
  try {
    return await way.ari({ method: 'GET', path: 'asterisk/info' })
  } catch (error) {
    if (isForbidden(error)) throw refuse(way.tools, `private ${way.account.url}`, 'url')
    way.tools.log.debug({ error }, 'asterisk.not-reached')
    throw way.tools.failure(`asterisk:reason.unreachable ${way.account.url}`, { field: 'url' })
  }
}

function refuse(tools: Tools, reason: string, field?: string): Error {
  return tools.failure(`asterisk:reason.${reason}`, { permanent: true, ...(field && { field }) })
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 403
}
