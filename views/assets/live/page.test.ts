import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ClientFrame, ServerFrame } from '../../../core/platform/realtime/frames.ts'
import { keepPage } from './page.ts'

/** A page that notes what it is told. */
function page() {
  const told: string[] = []
  const sent: ClientFrame[] = []
  const kept = keepPage(
    {
      html: (html, topic) => told.push(`${topic} ${html}`),
      data: (topic) => told.push(`${topic} data`),
      whisper: (topic) => told.push(`${topic} whisper`),
      reset: () => told.push('reset'),
      gone: (topic) => told.push(`${topic} gone`),
    },
    (frame) => sent.push(frame),
  )
  const push = (topic: string, cursor: string, html = cursor) => kept.hear({ t: 'push', topic, cursor, html })
  const hear = (...frames: ServerFrame[]) => frames.forEach((frame) => kept.hear(frame))
  return { ...kept, told, sent, push, hear }
}

const talk = 'conversation:1'

describe('The page of a tab', () => {
  it('asks for what it shows from its cursor, and again from where it is after a break', () => {
    const { follow, resume, hear, push, sent } = page()
    follow([talk], '0.5')
    hear({ t: 'following', page: 1, refused: [] })
    push(talk, '0.9')
    push(talk, '0.10')
    resume()
    hear({ t: 'following', page: 2, refused: [] }, { t: 'ready', page: 2, cursor: '0.30' })
    resume()
    hear({ t: 'following', page: 3, refused: [] }, { t: 'pong', cursor: '0.40' })
    resume()
    assert.deepEqual(
      sent.map((frame) => (frame.t === 'follow' ? frame.cursor : '')),
      ['0.5', '0.9', '0.30', '0.40'],
    )
  })

  it('applies a fact to every topic once, also when the line breaks in the middle of it', () => {
    const { follow, resume, hear, push, told } = page()
    follow(['desk', talk], '0.5')
    hear({ t: 'following', page: 1, refused: [] })
    push('desk', '0.6')
    resume()
    hear({ t: 'following', page: 2, refused: [] })
    push('desk', '0.6')
    push(talk, '0.6')
    push('desk', '0.7')
    push('desk', '0.7')
    assert.deepEqual(told, ['desk 0.6', `${talk} 0.6`, 'desk 0.7'])
  })

  it('hears nothing that was meant for the page before, or is older than itself', () => {
    const { follow, hear, push, told, sent, resume } = page()
    follow(['desk'], '0.5')
    hear({ t: 'following', page: 1, refused: [] })
    follow(['desk', talk], '0.8')
    push('desk', '0.9')
    hear({ t: 'pong', cursor: '0.9' }, { t: 'following', page: 1, refused: [] })
    push('desk', '0.9')
    hear({ t: 'following', page: 2, refused: [] })
    push(talk, '0.7')
    assert.deepEqual(told, [])
    resume()
    assert.partialDeepStrictEqual(sent.at(-1), { cursor: '0.8', page: 3 })
  })

  it('passes on whispers of its topics, lost topics and resets', () => {
    const { follow, hear, told } = page()
    follow([talk, 'person:1'], '0.5')
    hear({ t: 'following', page: 1, refused: ['person:1'] })
    hear({ t: 'whisper', topic: talk, data: {} }, { t: 'whisper', topic: 'conversation:2', data: {} })
    hear({ t: 'gone', topic: talk }, { t: 'reset' })
    assert.deepEqual(told, ['person:1 gone', `${talk} whisper`, `${talk} gone`, 'reset'])
  })
})
