import type { Health } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { at, reads } from './ari/ask.ts'
import { versionOf } from './check.ts'
import { overWeb } from './ari/web.ts'
import type { Hearing } from './hearing/ears.ts'
import { dict, dicts, text } from './json.ts'
import { missingModules } from './modules.ts'

/** What an admin should know of the exchange, worst first. */
export async function healthOf(line: Line, hearing: Hearing): Promise<Health[]> {
  try {
    const version = await versionOf(line)
    const all = await Promise.all([modules(line), trunk(line), phones(line), files(line), sounds(line)])
    const good: Health = { level: 'good', text: 'asterisk:health.connected', values: { version } }
    const ears: Health = { level: 'bad', text: 'asterisk:health.deaf', values: { version } }
    const facts = [hearing === 'away' ? ears : good, ...all.flat()]
    return facts.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
  } catch (error) {
    line.tools.log.debug({ error }, 'asterisk.health-unknown')
    return [{ level: 'bad', text: line.account.comes ? 'asterisk:health.awaited' : 'asterisk:health.away' }]
  }
}

const order: Health['level'][] = ['bad', 'warning', 'good']

async function modules(line: Line): Promise<Health[]> {
  const missing = await missingModules(line)
  if (missing.length === 0) return []
  return [{ level: 'bad', text: 'asterisk:health.modules', values: { names: missing.join(', ') } }]
}

async function trunk(line: Line): Promise<Health[]> {
  const { trunk: name } = line.account
  const state = text(dict(await reads(line, at`endpoints/PJSIP/${name}`)), 'state')
  if (state === 'online') return [{ level: 'good', text: 'asterisk:health.trunk', values: { name } }]
  if (state === '') return [{ level: 'bad', text: 'asterisk:health.no-trunk', values: { name } }]
  return [{ level: 'bad', text: 'asterisk:health.trunk-away', values: { name } }]
}

async function phones(line: Line): Promise<Health[]> {
  const all = dicts(await reads(line, 'endpoints/PJSIP')).filter(
    (each) => text(each, 'resource') !== line.account.trunk,
  )
  const online = all.filter((each) => text(each, 'state') === 'online').length
  const values = { online, count: all.length }
  if (all.length === 0) return [{ level: 'warning', text: 'asterisk:health.no-phones' }]
  return [{ level: online > 0 ? 'good' : 'warning', text: 'asterisk:health.phones', values }]
}

/** An exchange on another machine does not reach us at an address of ours alone: callers would hear nothing. */
function sounds({ account, channel }: Line): Health[] {
  const house = account.house ?? channel.origin()
  const isElsewhere = account.comes || !isHere(account.url)
  if (!isElsewhere || !isHere(house)) return []
  return [{ level: 'warning', text: 'asterisk:health.no-sounds', values: { house } }]
}

const isHere = (url: string) => /^(localhost|127\..*|\[::1\])$/.test(URL.parse(url)?.hostname ?? '')

/** Recordings of an exchange that comes to us still have to be fetched from it. */
async function files(line: Line): Promise<Health[]> {
  if (!line.account.comes) return []
  try {
    await overWeb(line.tools, line.account)({ method: 'GET', path: 'asterisk/ping' })
    return []
  } catch {
    return [{ level: 'warning', text: 'asterisk:health.no-files' }]
  }
}
