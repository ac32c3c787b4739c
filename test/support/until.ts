import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'

/** Waits for another process: resolves when `check` holds, and fails with what it was about after 60 s. */
export async function until(about: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await check())) {
    assert.ok(performance.now() < end, `60 seconds were not enough: ${about}`)
    await setTimeout(20)
  }
}
