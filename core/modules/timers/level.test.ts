import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Level, limitsFor, timerDefaults } from './level.ts'

const limits = (first: number) => ({ first, next: 90, resolution: 0 })
const levels: Level[] = [
  { id: 1, teamId: 7, channelId: null, limits: limits(10) },
  { id: 2, teamId: null, channelId: 3, limits: limits(20) },
  { id: 3, teamId: 7, channelId: 3, limits: limits(30) },
]
const at = (teamId: number | null, channelId: number, live = false) =>
  limitsFor(levels, timerDefaults, { teamId, channelId, live }).first

describe('The limit that holds', () => {
  it('is the most specific one: of the group on the channel, of the channel, of the group', () => {
    assert.equal(at(7, 3), 30)
    assert.equal(at(8, 3), 20)
    assert.equal(at(null, 3), 20)
    assert.equal(at(7, 4), 10)
  })

  it('is the clinic’s where none differs, shorter where the customer sits in front of the chat', () => {
    assert.equal(at(8, 4), 120)
    assert.equal(at(8, 4, true), 60)
    assert.equal(limitsFor([], timerDefaults, { teamId: null, channelId: 1, live: false }).resolution, 0)
  })
})
