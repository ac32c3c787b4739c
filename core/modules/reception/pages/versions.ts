import { isDeepStrictEqual } from 'node:util'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { agentNames } from '../../agents/index.ts'
import { type Change, changesBetween } from '../changes.ts'
import { keptRules } from '../store/rules.ts'
import { findVersion, listVersions, type Version } from '../store/versions.ts'
import { isVain } from '../vain.ts'
import { tongueOf } from './names.ts'
import { ruleLine } from './rules.ts'
import type { Tongue } from './words.ts'

const shown = 30

/** The versions of the rules, newest first, each with what differs from the one before. `before`: those older than this one. */
export async function versionsPage(app: App, locale: string, before?: number) {
  const tongue = await tongueOf(app, locale)
  const found = await listVersions(app.db, { before, limit: shown + 1 })
  const versions = await withFacts(app, found.slice(0, shown))
  return {
    versions: versions.map((version, index) => ({
      ...version,
      lines: linesOf(tongue, version, found[index + 1]),
    })),
    older: found.length > shown ? versions.at(-1)?.id : undefined,
  }
}

/** One version, rule by rule. Throws NotFound for one that is not kept. */
export async function versionPage(app: App, locale: string, id: number) {
  const tongue = await tongueOf(app, locale)
  const found = await findVersion(app.db, id)
  if (!found) throw new NotFound(`version ${id} of the rules`)
  const [version] = await withFacts(app, [found])
  const rules = found.rules.map((rule, index) => ({
    ...ruleLine(tongue, rule),
    number: index + 1,
    isVain: isVain(rule, tongue.names),
  }))
  return { version, rules, vain: rules.filter((rule) => rule.isVain).length }
}

async function withFacts(app: App, versions: Version[]) {
  const now = await keptRules(app.db)
  const names = await agentNames(
    app.db,
    versions.flatMap(({ agentId }) => agentId ?? []),
  )
  return versions.map((version) => ({
    ...version,
    count: version.rules.length,
    by: names.get(version.agentId ?? 0)?.name,
    isInUse: isDeepStrictEqual(version.rules, now),
  }))
}

/** What was changed, a line each; undefined for the oldest that is kept. */
function linesOf(tongue: Tongue, { rules }: Version, before: Version | undefined) {
  return before && changesBetween(before.rules, rules).flatMap((change) => changeLines(tongue, change))
}

/** What a rule was is a line of its own below what it has become. */
function changeLines(tongue: Tongue, change: Change) {
  const line = { ...ruleLine(tongue, change.rule), ...change }
  return change.kind === 'changed' ? [line, { ...ruleLine(tongue, change.was), kind: 'was' }] : [line]
}
