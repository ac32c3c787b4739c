import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Invalid } from '../../../errors.ts'
import type { Capabilities, Content } from '../../../plugin/index.ts'
import { carriedAs } from './carrying.ts'

const link: Content = { type: 'link', title: '术后护理', url: 'https://clinic.example/care' }
const png = { mime: 'image/png' }
const mp4 = { mime: 'video/mp4' }

function carries(
  can: Partial<Capabilities>,
  said: { text?: string; files?: { mime: string }[]; content?: Content },
) {
  return carriedAs({ text: { max: 10 }, ...can }, { text: '', files: [], ...said })
}

function refuses(field: string) {
  return (error: unknown) => error instanceof Invalid && error.faults[0]?.field === field
}

describe('What a channel carries', () => {
  it('is text up to its length, in characters or bytes, unless it is split on its way', () => {
    assert.equal(carries({}, { text: '十个字十个字十个字十' }), 'text')
    assert.throws(() => carries({}, { text: '十个字十个字十个字十一' }), refuses('text'))
    const bytes = { text: { max: 10, bytes: true as const } }
    assert.equal(carries(bytes, { text: '三个字' }), 'text')
    assert.throws(() => carries(bytes, { text: '四个字了' }), refuses('text'))
    const split = { text: { max: 10, split: true as const } }
    assert.equal(carries(split, { text: 'x'.repeat(5000) }), 'text')
    assert.throws(() => carries({}, {}), refuses('text'))
  })

  it('is files by what they are, and what it cannot show as plain files', () => {
    assert.equal(carries({ image: true }, { files: [png] }), 'image')
    assert.equal(carries({ video: true }, { files: [mp4] }), 'video')
    assert.equal(carries({ file: true }, { files: [mp4] }), 'file')
    assert.equal(carries({ voice: true }, { files: [{ mime: 'audio/mpeg' }] }), 'voice')
    assert.throws(() => carries({ image: true }, { files: [png, mp4] }), refuses('files'))
  })

  it('is links, cards and questions where it can, each on its own', () => {
    assert.equal(carries({ link: true }, { content: link }), 'link')
    assert.throws(() => carries({ card: true }, { content: link }), refuses('content'))
    assert.throws(() => carries({ link: true }, { content: link, text: 'look' }), refuses('text'))
    const odd: Content[] = [
      { type: 'unsupported', name: 'poll' },
      { type: 'location', latitude: 31, longitude: 121, label: 'here' },
    ]
    for (const content of odd) assert.throws(() => carries({ link: true }, { content }), refuses('content'))
  })
})
