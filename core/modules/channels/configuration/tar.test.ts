import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'
import { tarOf } from './tar.ts'

it('The archive holds each file with its mode and time, as tar reads it', () => {
  const files = [
    { name: 'one.conf', text: '; 一\n' },
    { name: 'two.conf', text: 'x'.repeat(512) },
  ]
  const archive = tarOf(files, new Date('2026-11-22T04:00:00.000Z'))
  const tar = (...args: string[]) =>
    execFileSync('tar', args, { input: archive, env: { ...process.env, TZ: 'UTC' } }).toString()
  assert.match(tar('-tvf', '-'), /^-rw-r----- 0\/0 +6 2026-11-22 04:00 one\.conf$/m)
  for (const { name, text } of files) assert.equal(tar('-xOf', '-', name), text)
})
