import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openFilter } from './destination.ts'
import { silentUntil, wants } from './filter.ts'

const alert = { kind: 'timer.breached', level: 'warning', title: { key: 'x' } } as const

describe('The filter of a destination', () => {
  it('lets everything through where nothing is chosen', () => {
    assert.ok(wants(openFilter, alert))
  })

  it('lets through what fits in every respect', () => {
    const filter = { ...openFilter, kinds: ['timer.breached'], levels: ['warning' as const], teamIds: [1] }
    assert.ok(wants(filter, { ...alert, teamId: 1 }))
    assert.ok(!wants(filter, { ...alert, teamId: 2 }))
    assert.ok(!wants(filter, { ...alert, level: 'info' }))
    assert.ok(!wants(filter, { ...alert, kind: 'rating.low' }))
  })

  it('lets through what is about no group, whichever groups are chosen', () => {
    assert.ok(wants({ ...openFilter, teamIds: [1] }, { ...alert, teamId: null }))
  })
})

describe('Hours of silence', () => {
  const night = { ...openFilter, silence: ['22:00', '08:00'] as [string, string] }
  const until = (at: string, filter = night, level: 'warning' | 'urgent' = 'warning') =>
    silentUntil(filter, level, { at, timezone: 'Asia/Shanghai' })?.toISOString()

  it('cross midnight, by the clock of the clinic', () => {
    assert.equal(until('2026-01-15T13:59:59.000Z'), undefined)
    assert.equal(until('2026-01-15T14:00:00.000Z'), '2026-01-16T00:00:00.000Z')
    assert.equal(until('2026-01-15T20:00:00.000Z'), '2026-01-16T00:00:00.000Z')
    assert.equal(until('2026-01-16T00:00:00.000Z'), undefined)
  })

  it('can lie within one day', () => {
    const noon = { ...openFilter, silence: ['12:00', '13:30'] as [string, string] }
    assert.equal(until('2026-01-15T04:10:00.000Z', noon), '2026-01-15T05:30:00.000Z')
    assert.equal(until('2026-01-15T14:10:00.000Z', noon), undefined)
  })

  it('hold back what is urgent only where the admin wishes', () => {
    assert.equal(until('2026-01-15T15:00:00.000Z', night, 'urgent'), undefined)
    const strict = { ...night, urgentPasses: false }
    assert.equal(until('2026-01-15T15:00:00.000Z', strict, 'urgent'), '2026-01-16T00:00:00.000Z')
  })
})
