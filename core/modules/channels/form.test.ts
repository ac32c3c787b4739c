import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ChannelKind } from '../../plugin/index.ts'
import { readForm } from './form.ts'

const kind: Pick<ChannelKind, 'fields'> = { fields: [{ name: 'accent', type: 'colour' }] }

describe('The posted form of an account', () => {
  it('has a colour only where somebody wants one', () => {
    const posted = { name: '官网', 'settings.accent': '#0f766e' }
    assert.deepEqual(readForm(kind, posted).settings, { accent: '#0f766e' })
    assert.deepEqual(readForm(kind, { ...posted, cleared: 'accent' }).settings, {})
  })
})
