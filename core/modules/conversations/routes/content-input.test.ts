import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Invalid } from '../../../errors.ts'
import { contentIn } from './content-input.ts'

const link = { type: 'link', title: '术后护理', url: 'https://example.com/care' }
const question = { type: 'choices', head: '想了解什么？', items: [{ id: '1', text: '价格' }] }

function wrongIn(value: unknown): string[] {
  try {
    contentIn(value)
    return []
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return error.faults.map(({ field }) => field)
  }
}

it('What an agent sends comes through as they wrote it, blanks around it aside', () => {
  assert.deepEqual(contentIn({ ...link, title: ' 术后护理 ' }), link)
  assert.deepEqual(contentIn(question), question)
})

it('A link leads to the web, and to nothing else', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,hi', '//example.com', 'example.com', ''])
    assert.deepEqual(wrongIn({ ...link, url }), ['content.url'], url)
})

it('What is wrong is named by its field, down to one of several answers', () => {
  assert.deepEqual(wrongIn({ ...link, title: '' }), ['content.title'])
  assert.deepEqual(wrongIn({ ...question, items: [{ id: '1', text: ' ' }] }), ['content.items.0.text'])
  assert.deepEqual(wrongIn({ ...question, items: [] }), ['content.items'])
  assert.deepEqual(wrongIn({ ...link, colour: 'red' }), ['content.colour'])
})

it('Nobody sends a place, or what nobody knows how to show', () => {
  for (const type of ['location', 'unsupported', 'constructor', undefined])
    assert.deepEqual(wrongIn({ ...link, type }), ['content.type'], type)
})
