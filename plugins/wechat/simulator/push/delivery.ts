import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../world/world.ts'
import { post, type Posted } from './post.ts'

/** A push, ready to leave. Every try is signed anew and has the same body. */
export type Envelope = { body: string; contentType: string; sign: () => Record<string, string> }

const tries = 4

/**
 * Delivers a push: an answer within the provider's patience (5 s), else three more tries. `told` is called once,
 * with the answer, or with undefined as soon as the first try had none; the promise is the answer in the end.
 */
export async function deliver(
  world: World,
  envelope: Envelope,
  told: () => void,
): Promise<Posted | undefined> {
  for (let attempt = 0; attempt < tries && !world.work.signal.aborted; attempt += 1) {
    const answer = await attemptOnce(world, envelope, attempt === 0 ? told : () => {})
    if (answer) return answer
  }
  return undefined
}

/** One try fills its time: where the clinic's server is away, the next one does not come at once. */
async function attemptOnce(world: World, envelope: Envelope, failed: () => void) {
  const patience = pause(world.patience, undefined, { signal: world.work.signal, ref: false }).catch(() => {})
  const signal = AbortSignal.any([world.work.signal, AbortSignal.timeout(world.patience)])
  const posting = {
    method: 'POST' as const,
    query: envelope.sign(),
    body: envelope.body,
    contentType: envelope.contentType,
  }
  const answer = await post(world.stage.callback, posting, signal)
  if (answer?.status === 200) return answer
  failed()
  await patience
  return undefined
}
