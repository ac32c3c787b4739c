import type { Channel, ChannelKind, ShortText } from 'qiantai/plugin'
import { checkNumber, numberFor } from '../number.ts'
import { simulateAliyun } from '../simulator/aliyun.ts'
import { neededTemplate, templateOf } from '../templates.ts'
import { call } from './call.ts'
import { checkAccount } from './check.ts'
import { aliyunFields } from './fields.ts'

/** Aliyun's short message service (短信服务, Dysmsapi). */
export const aliyun: ChannelKind = {
  kind: 'aliyun',
  fields: aliyunFields,
  can: { text: { max: 500 } },
  identify: ({ accessKeyId, sign }) => `${accessKeyId} ${sign}`,
  warn: (settings) => [
    ...(templateOf(settings, 'link') ? [] : ['sms:warning.no-template-link']),
    ...(templateOf(settings, 'code') ? [] : ['sms:warning.no-template-code']),
  ],
  check: checkAccount,
  async open(channel) {
    return { text: (message, signal) => send(channel, message, signal), close: async () => {} }
  },
  simulate: simulateAliyun,
}

async function send(
  channel: Channel,
  message: ShortText,
  signal: AbortSignal,
): Promise<{ externalId?: string }> {
  const { settings } = channel
  const { uid, number, purpose } = message
  checkNumber(number, settings, channel)
  const said = await call(
    channel,
    settings,
    'SendSms',
    {
      PhoneNumbers: numberFor(number),
      SignName: String(settings.sign),
      TemplateCode: neededTemplate(settings, purpose, channel),
      TemplateParam: JSON.stringify({ [String(settings[`${purpose}Param`])]: variableOf(message) }),
      OutId: uid,
    },
    signal,
  )
  const id = said['BizId']
  return typeof id === 'string' ? { externalId: id } : {}
}

/** Variables may hold no address (isv.PARAM_NOT_SUPPORT_URL): all but its last part stands in the approved words. */
function variableOf(message: ShortText): string {
  return message.purpose === 'link' ? message.values.token : message.values.code
}
