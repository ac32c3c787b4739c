import type { World } from '../world/world.ts'
import { deliver, type Envelope } from './delivery.ts'
import type { Posted } from './post.ts'

type Answered = (answer: Posted | undefined) => Promise<void>

/**
 * Sends a push to the clinic, beside everything else. Resolves when the first try is over, and its answer handled;
 * `answered` gets what came in the end, or undefined.
 */
export function send(world: World, envelope: Envelope, answered: Answered): Promise<void> {
  const first = Promise.withResolvers<void>()
  void world.work.track(
    run(world, envelope, answered, first.resolve)
      .catch((error: unknown) => world.stage.log.error({ error: String(error) }, 'simulator.push-failed'))
      .finally(first.resolve),
  )
  return first.promise
}

async function run(world: World, envelope: Envelope, answered: Answered, told: () => void): Promise<void> {
  const fault = world.faults.takePush()
  if (fault === 'hold') {
    told()
    await world.work.held()
  }
  const again = fault === 'duplicate' ? deliver(world, envelope, () => {}) : undefined
  const answer = await deliver(world, envelope, told)
  if (!world.work.signal.aborted) await answered(answer)
  await again
}
