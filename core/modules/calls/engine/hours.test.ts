import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { happenings } from '../../../../test/support/calls/happenings.ts'
import { Hour } from '../../../../test/support/calls/hour.ts'
import { settings } from '../../../../test/support/calls/settings.ts'

test('Through random hours a call is always what the exchange shows, and ends clean', () => {
  let told = 0
  const random = fc.array(happenings, { minLength: 5, maxLength: 40 })
  const property = fc.property(settings, random, (setting, all) => {
    const hour = new Hour(structuredClone(setting))
    for (const each of all) hour.happen(each)
    hour.finish()
    hour.replay()
    told += 1
  })
  fc.assert(property, { numRuns: 2000, interruptAfterTimeLimit: 8000, markInterruptAsFailure: false })
  assert.ok(told > 0)
})
