import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { curveOf, slotsOf } from './pages/curve.ts'
import { peakOf } from './pages/usual.ts'
import { restAfter, strainOf } from './strain.ts'

const minuteOf = (at: string) => Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 15)) * 10

describe('The curve of a day', () => {
  const came = (at: string, arrived: number, answered = 0, abandoned = 0) => ({
    at,
    arrived,
    answered,
    abandoned,
  })

  it('gathers those who came by half hours, beside the mean of other days', () => {
    const before = [came('2026-01-08T09:0', 6), came('2026-01-01T09:2', 2)]
    const slots = slotsOf([came('2026-01-15T09:0', 2, 1), came('2026-01-15T09:2', 1, 0, 1)], before, {
      days: 4,
      minuteOf,
    })
    assert.equal(slots[0]?.minute, 8 * 60)
    assert.equal(slots.length, 24)
    assert.deepEqual(
      slots.find(({ minute }) => minute === 9 * 60),
      { minute: 9 * 60, arrived: 3, answered: 1, abandoned: 1, usual: 2 },
    )
  })

  it('is as long as something happened, and stops at this moment', () => {
    const slots = slotsOf([came('2026-01-15T06:4', 1), came('2026-01-15T21:0', 5)], [], { days: 4, minuteOf })
    assert.deepEqual([slots[0]?.minute, slots.at(-1)?.minute], [6 * 60, 21 * 60 + 30])
    const { arrived, usual, top, area } = curveOf(slots, 7 * 60)
    assert.equal(arrived.split('L').length, 3)
    assert.equal(usual.split('L').length, slots.length)
    assert.ok(top >= 5 && area.endsWith('Z'))
  })

  it('knows the hour in which most used to come, where anybody did', () => {
    const before = [came('2026-01-08T09:0', 5), came('2026-01-08T18:4', 4), came('2026-01-08T19:1', 4)]
    const peak = (days: number) => peakOf(slotsOf([], before, { days, minuteOf }))
    assert.deepEqual(peak(2), { from: 18 * 60 + 30, until: 19 * 60 + 30, count: 4 })
    assert.equal(peak(20), undefined)
  })

  it('has nothing to draw before the day begins', () => {
    const slots = slotsOf([], [], { days: 4, minuteOf })
    assert.deepEqual(
      [curveOf(slots, 60).arrived, curveOf(slots, 60).area, curveOf(slots, 60).known],
      ['', '', false],
    )
  })
})

describe('A shift', () => {
  const calm = { load: 2, capacity: 8, streak: 60_000, over: 0, hangUps: 0, blocks: 0, abuse: 0 }

  it('is left alone while nothing weighs on it', () => {
    assert.deepEqual(strainOf(calm), { reasons: [], rest: false })
  })

  it('asks for a rest after hours without one, and after abuse', () => {
    assert.deepEqual(strainOf({ ...calm, streak: restAfter }), { reasons: ['streak'], rest: true })
    assert.deepEqual(strainOf({ ...calm, streak: 2 * restAfter }), { reasons: ['long-streak'], rest: true })
    assert.deepEqual(strainOf({ ...calm, blocks: 1 }), { reasons: ['blocks'], rest: true })
    assert.deepEqual(strainOf({ ...calm, hangUps: 3 }), { reasons: ['hang-ups'], rest: true })
    assert.deepEqual(strainOf({ ...calm, abuse: 1 }), { reasons: ['abuse'], rest: false })
    assert.deepEqual(strainOf({ ...calm, abuse: 3 }), { reasons: ['abuse'], rest: true })
  })

  it('asks for none where there is too much to do alone, nor of who rests already', () => {
    assert.deepEqual(strainOf({ ...calm, load: 8, over: 1 }), { reasons: ['full', 'over'], rest: false })
    assert.equal(strainOf({ ...calm, streak: 0, blocks: 2 }).rest, false)
  })
})
