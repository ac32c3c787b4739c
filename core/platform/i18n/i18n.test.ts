import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createI18n, localeOf, type I18n, wordsOf } from './index.ts'

let i18n: I18n
before(async () => {
  i18n = await createI18n()
})

test('a text comes in the language that is asked for', () => {
  assert.equal(i18n.t('zh-CN', 'common.file.empty'), '文件是空的')
  assert.equal(i18n.t('en', 'common.file.empty'), 'The file is empty.')
})

test('a plugin adds texts of its own, with values in them', () => {
  i18n.add('webphone', 'zh-CN', { ringing: '{{name}} 来电' })
  i18n.add('webphone', 'en', { ringing: '{{name}} is calling', only: 'English' })
  assert.equal(i18n.t('zh-CN', 'webphone:ringing', { name: 'Anna' }), 'Anna 来电')
  assert.equal(i18n.t('zh-CN', 'webphone:only'), 'English')
})

test('values are put in as they are and are not texts themselves', () => {
  i18n.add('webphone', 'en', { from: 'from {{name}}' })
  const name = '<b>$t(common.file.empty) {{count}}</b>'
  assert.equal(i18n.t('en', 'webphone:from', { name }), `from ${name}`)
})

test('a reason is told by its key, with what came with it, and in the words of a provider as they are', () => {
  i18n.add('webphone', 'en', { reason: { code: 'Refused with {{detail}}' } })
  const told = (reason: string) => wordsOf({ i18n }, 'en', reason)
  assert.equal(told('common.file.empty'), 'The file is empty.')
  assert.equal(told('webphone:reason.code 45015: too late'), 'Refused with 45015: too late')
  assert.equal(told('Quota: 45009 used up. Wait.'), 'Quota: 45009 used up. Wait.')
})

test('an unknown key comes back as it is', () => {
  assert.equal(i18n.t('en', 'common.nothing.here'), 'common.nothing.here')
  assert.equal(i18n.t('en', '__proto__.polluted'), '__proto__.polluted')
})

test('a browser gets the nearest language that there is', () => {
  const wanted = ['en-GB,en;q=0.9', 'zh-TW,en;q=0.5', 'fr,en;q=0.5', 'fr', undefined]
  assert.deepEqual(wanted.map(localeOf), ['en', 'zh-CN', 'en', 'zh-CN', 'zh-CN'])
})
