import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Channel, OpenChannel, Settings, ShortText } from 'qiantai/plugin'
import { simulateAliyun } from '../simulator/aliyun.ts'
import { code, type Gateway, link, startGateway } from '../testing/gateway.ts'
import { checkAccount } from './check.ts'
import { failureFor } from './errors.ts'
import { aliyun } from './kind.ts'

const defaults = Object.fromEntries(aliyun.fields.map((field) => [field.name, field.default]))

describe('An account of Aliyun', () => {
  let gateway: Gateway
  before(async () => void (gateway = await startGateway(simulateAliyun, defaults)))
  after(() => gateway.stop())

  async function send(message: ShortText, change: Settings = {}) {
    const settings = { ...gateway.settings, ...change }
    // Of a channel, sending uses the tools and the settings alone.
    const opened: OpenChannel = await aliyun.open({ ...gateway.tools, settings } as Channel)
    return opened.text?.(message, AbortSignal.timeout(5000))
  }

  it('sends approved words with the code, or with the last part of a link', async () => {
    assert.match(String((await send(code()))?.externalId), /\^0$/)
    await send(link())
    const [first, second] = gateway.texts()
    assert.match(first ?? '', /012345/)
    assert.match(second ?? '', /\/s\/abc$/)
  })

  it('writes to mobile numbers of China, and abroad only where it may', async () => {
    await assert.rejects(send(code('+862161234567')), { message: 'sms:reason.landline', permanent: true })
    await assert.rejects(send(code('+4915112345678')), { message: 'sms:reason.abroad', permanent: true })
    await assert.rejects(send(code('+4915112345678'), { abroad: true }), { message: 'sms:reason.number' })
  })

  it('says in plain words what Aliyun refuses', async () => {
    const refused = { account: 'refused' }
    await assert.rejects(send(code(), { accessKeySecret: 'wrong-secret' }), {
      message: 'sms:reason.secret',
      ...refused,
    })
    await assert.rejects(send(code(), { accessKeyId: 'LTAInobody0' }), {
      message: 'sms:reason.key',
      ...refused,
    })
    await assert.rejects(send(code(), { sign: '别人' }), { message: 'sms:reason.sign', permanent: true })
    await assert.rejects(send(code(), { codeTemplate: 'SMS_1' }), { message: 'sms:reason.template' })
    await assert.rejects(send(code(), { codeTemplate: '' }), { message: 'sms:reason.no-template-code' })
    const limit = failureFor(gateway.tools, 'isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1')
    assert.deepEqual([limit.message, Object(limit).permanent], ['sms:reason.limit', true])
    assert.match(
      failureFor(gateway.tools, 'isv.NEWLY_INVENTED', '新的').message,
      /^sms:reason\.refused isv\.NEW.* 新的$/,
    )
  })

  it('is checked before it is saved, down to the field that is wrong', async () => {
    const check = (change: Settings) => checkAccount({ ...gateway.settings, ...change }, gateway.tools)
    await check({})
    await assert.rejects(check({ accessKeySecret: 'wrong-secret' }), { field: 'accessKeySecret' })
    await assert.rejects(check({ accessKeyId: 'LTAInobody0' }), { field: 'accessKeyId' })
    await assert.rejects(check({ linkTemplate: 'SMS_1' }), { field: 'linkTemplate' })
  })
})
