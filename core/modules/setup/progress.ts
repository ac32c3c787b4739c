import type { Db } from '../../platform/db/index.ts'
import { readSetting, removeSetting, writeSetting } from '../clinic/index.ts'

/** What the owner is led through, in order. */
export const steps = ['security', 'clinic', 'hours', 'privacy', 'chat'] as const
export type Step = (typeof steps)[number]

/** What the wizard shows of its whole way: the two steps before there was an account are done by then. */
const shown = ['language', 'account', ...steps.slice(1)] as const

type Progress = { step: Step; channelId?: number }

const key = 'setup'

/** Where the wizard stands, or nothing where it is over (or never was). */
export async function progressOf(db: Db): Promise<Progress | undefined> {
  return (await readSetting<Progress | null>(db, key, null)) ?? undefined
}

/** The wizard begins, after the account. */
export async function begin(trx: Db): Promise<void> {
  await writeSetting(trx, key, { step: steps[0] } satisfies Progress)
}

/** On to the step after this one; never back. Answers the path to go on at. */
export async function advance(db: Db, step: Step): Promise<string> {
  const progress = await progressOf(db)
  const next = steps[steps.indexOf(step) + 1]
  if (!progress || !next) return finish(db)
  if (steps.indexOf(progress.step) < steps.indexOf(next))
    await writeSetting(db, key, { ...progress, step: next })
  return `/setup/${next}`
}

/** Notes the channel that the wizard has opened. */
export async function noteChannel(db: Db, channelId: number): Promise<void> {
  const progress = await progressOf(db)
  if (progress) await writeSetting(db, key, { ...progress, channelId })
}

/** The wizard is over. */
export async function finish(db: Db): Promise<string> {
  await removeSetting(db, key)
  return '/desk'
}

/** The progress bar on the page of a step; two-factor sign-in belongs to the account. */
export function bar(current: Step | 'language' | 'account', reached?: Step) {
  const here = current === 'security' ? 'account' : current
  const furthest = shown.findIndex((step) => step === reached)
  return shown.map((step, at) => ({
    step,
    current: step === here,
    done: at < shown.findIndex((each) => each === here),
    href: at > 1 && at <= furthest ? `/setup/${step}` : undefined,
  }))
}
