import type { Db } from '../../../platform/db/index.ts'
import { listTeams } from '../../agents/index.ts'
import type { Flow, SoundRef, Step } from '../flow.ts'
import { listFlows } from '../store/flows.ts'
import { allQueueSettings } from '../store/queues.ts'

/** Where a sound is said: a flow or the queue of a team, by its name. */
export type SoundUse = { ref: SoundRef; in: 'flow' | 'queue'; id: number; name: string }

/** Every place where flows and queues say a sound. */
export async function soundUses(db: Db): Promise<SoundUse[]> {
  const flows = (await listFlows(db)).flatMap(({ id, name, flow }) =>
    soundsIn(flow).map((ref) => ({ ref, in: 'flow' as const, id, name })),
  )
  const teams = new Map((await listTeams(db)).map(({ id, name }) => [id, name]))
  const queues = [...(await allQueueSettings(db))].flatMap(([id, { music, overflow }]) =>
    [music, ...soundsOf(overflow)].flatMap((ref) =>
      ref ? { ref, in: 'queue' as const, id, name: teams.get(id) ?? '' } : [],
    ),
  )
  return [...flows, ...queues]
}

function soundsIn({ greeting, notice, start, closed, menus }: Flow): SoundRef[] {
  const inMenus = Object.values(menus).flatMap(({ prompt, keys, otherwise }) => [
    prompt,
    ...keys.flatMap(({ step }) => soundsOf(step)),
    ...soundsOf(otherwise),
  ])
  return [greeting, notice, ...soundsOf(start), ...soundsOf(closed), ...inMenus].flatMap((ref) => ref ?? [])
}

function soundsOf(step: Step): SoundRef[] {
  const ref = step.to === 'voicemail' ? step.prompt : step.to === 'end' ? step.say : undefined
  return ref ? [ref] : []
}
