import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../world/world.ts'
import { post, type Posted } from './post.ts'

/** A push, ready to leave. Every try is signed anew and has the same body. */
export type Envelope = { body: string; contentType: string; sign: () => Record<string, string> }

const tries = 4

/**
 * Delivers a push: an answer within the provider's patience (5 s), else three more tries. `told` is called where the
 * first try had no answer, while the others go on; resolves with the answer in the end, or undefined.
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
  const began = performance.now()
  const answer = await post(
    world.stage.callback,
    { method: 'POST', query: envelope.sign(), body: envelope.body, contentType: envelope.contentType },
    AbortSignal.any([world.work.signal, AbortSignal.timeout(world.patience)]),
  )
  if (answer?.status === 200) return answer
  failed()
  await rest(world, world.patience - (performance.now() - began))
  return undefined
}

function rest({ work }: World, milliseconds: number): Promise<void> {
  const options = { signal: work.signal, ref: false }
  return pause(Math.max(0, milliseconds), undefined, options).catch(() => {})
}
