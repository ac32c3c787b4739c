import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parse } from '../../platform/http/index.ts'
import type { Field } from '../../plugin/index.ts'
import { Invalid } from '../../errors.ts'
import { formSchema, forPlugin, splitSecrets } from './fields.ts'
import { conceal, failureOf } from './tools.ts'

const fields: Field[] = [
  { name: 'title', type: 'text', required: true, max: 10 },
  { name: 'sites', type: 'lines', max: 3 },
  { name: 'side', type: 'choice', choices: ['left', 'right'], default: 'right' },
  { name: 'loud', type: 'flag', default: true },
  { name: 'accent', type: 'colour' },
  { name: 'token', type: 'secret', required: true },
  { name: 'logo', type: 'image' },
]

describe('The form of an account', () => {
  const read = (settings: object, kept: string[] = []) =>
    parse(formSchema(fields, new Set(kept)), { name: ' 官网 ', settings })
  const faultsOf = (settings: object) => {
    try {
      read(settings)
      return []
    } catch (error) {
      assert.ok(error instanceof Invalid)
      return error.faults.map(({ field }) => field)
    }
  }

  it('reads what browsers post, and fills in what was left out', () => {
    const settings = {
      title: '咨询',
      sites: 'https://a.cn \r\n\r\n https://b.cn',
      loud: '',
      token: 'abc',
      accent: '',
    }
    assert.deepEqual(read(settings), {
      name: '官网',
      settings: {
        title: '咨询',
        sites: ['https://a.cn', 'https://b.cn'],
        side: 'right',
        loud: true,
        token: 'abc',
      },
    })
  })

  it('names every field that is wrong, and those that it does not know', () => {
    const wrong = { title: '这是一个太长太长的标题啊', side: 'up', accent: 'red', extra: 1 }
    assert.deepEqual(faultsOf(wrong).sort(), [
      'settings.accent',
      'settings.extra',
      'settings.side',
      'settings.title',
      'settings.token',
    ])
  })

  it('lets an empty secret be where one is kept', () => {
    assert.equal(read({ title: '咨询', token: '' }, ['token']).settings.token, undefined)
  })

  it('parts secrets from the rest, and gives plugins images as addresses', () => {
    const parts = splitSecrets(fields, { title: '咨询', token: 'abc', logo: 'f00' })
    assert.deepEqual(parts, { open: { title: '咨询', logo: 'f00' }, secret: { token: 'abc' } })
    assert.deepEqual(forPlugin(fields, { logo: 'f00' }), { logo: '/channels/images/f00' })
  })
})

describe('What a plugin throws', () => {
  it('is read as a reason without secrets, tried again unless it says otherwise', () => {
    const { reason, permanent } = failureOf(new Error('401 for token s3cr3t'), ['s3cr3t'])
    assert.deepEqual([reason, permanent], ['401 for token …', false])
    assert.equal(failureOf(Object.assign(new Error('gone'), { permanent: true })).permanent, true)
    assert.equal(failureOf('plain words').reason, 'plain words')
  })

  it('keeps short words as they are: they would be everywhere', () => {
    assert.equal(conceal('abc and abcd', ['abc']), 'abc and abcd')
  })
})
