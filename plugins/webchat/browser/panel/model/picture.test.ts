import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planPicture } from './picture.ts'

test('a phone photo is drawn within 2048 px and keeps its shape', () => {
  const plan = planPicture({ type: 'image/jpeg', size: 6_000_000 }, 4032, 3024)
  assert.deepEqual(plan, { keep: false, width: 2048, height: 1536, type: 'image/jpeg' })
})

test('a screenshot stays a PNG so that text stays sharp', () => {
  const plan = planPicture({ type: 'image/png', size: 3_000_000 }, 1170, 2532)
  assert.deepEqual(plan, { keep: false, width: 946, height: 2048, type: 'image/png' })
})

test('small pictures, animations and what cannot be drawn are left as they are', () => {
  assert.deepEqual(planPicture({ type: 'image/jpeg', size: 90_000 }, 800, 600), { keep: true })
  assert.deepEqual(planPicture({ type: 'image/gif', size: 9_000_000 }, 4000, 4000), { keep: true })
  assert.deepEqual(planPicture({ type: 'image/heic', size: 2_000_000 }, 0, 0), { keep: true })
})

test('a heavy JPEG of fitting size is drawn anew, which also drops where it was taken', () => {
  const plan = planPicture({ type: 'image/jpeg', size: 3_000_000 }, 2048, 1536)
  assert.deepEqual(plan, { keep: false, width: 2048, height: 1536, type: 'image/jpeg' })
})
