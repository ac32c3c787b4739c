import assert from 'node:assert/strict'
import { it } from 'node:test'
import { codeOfScene, sceneOf } from './scenes.ts'

it('Every code of an entry point has a number of its own, which Weibo takes', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789']
  const codes = letters.flatMap((one) => letters.flatMap((two) => letters.map((three) => one + two + three)))
  const scenes = codes.map(sceneOf)
  assert.equal(new Set(scenes).size, codes.length)
  assert.ok(scenes.every((scene) => Number.isInteger(scene) && scene >= 1 && scene <= 100_000))
  assert.deepEqual(
    scenes.map((scene) => codeOfScene(`QR_LIMIT_SCENE_${scene}`)),
    codes,
  )
})

it('A scan of a code that is not ours has no entry point', () => {
  for (const key of [
    '',
    'QR_SCENE_5',
    'QR_LIMIT_SCENE_0',
    'QR_LIMIT_SCENE_99999',
    'QR_LIMIT_SCENE_1e2',
    '13369',
  ])
    assert.equal(codeOfScene(key), undefined, key)
})
