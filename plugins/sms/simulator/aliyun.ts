import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulator, Stage } from 'qiantai/plugin'
import { signatureOf } from '../aliyun/signature.ts'
import { answer, bodyOf } from './body.ts'
import { createInbox, type Inbox } from './phone.ts'

type Values = Record<string, string>
type World = { inbox: Inbox; key: string; secret: string; base: string; used: Set<string>; now: () => number }

const templates: Record<string, (variables: Values, base: string) => string> = {
  SMS_100000001: ({ token }, base) => `【排练诊所】请打开链接发送照片或资料：${base}/s/${token}`,
  SMS_100000002: ({ code }) => `【排练诊所】验证码 ${code}，请报给客服。`,
}
const patience = 15 * 60_000

/** Plays Aliyun: it knows one key, one signature and two approved templates, and looks at the signature of each call. */
export async function simulateAliyun(stage: Stage): Promise<Simulator> {
  const inbox = createInbox(stage, '排练诊所')
  const [key, secret] = ['LTAI5tRehearsal0', randomBytes(15).toString('hex')]
  const base = new URL(stage.callback).origin
  const world: World = { inbox, key, secret, base, used: new Set(), now: stage.now }
  return {
    settings: {
      accessKeyId: key,
      accessKeySecret: secret,
      sign: '排练诊所',
      linkTemplate: 'SMS_100000001',
      codeTemplate: 'SMS_100000002',
      endpoint: stage.address,
    },
    serve: (request, response) => void serve(world, request, response),
    phone: inbox.phone,
    close: async () => {},
  }
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse) {
  const values: Values = Object.fromEntries(new URLSearchParams(await bodyOf(request)))
  const refusal = refusalOf(world, values)
  if (refusal) return answer(response, 400, { RequestId: randomUUID(), ...refusal })
  const [code, more] = values['Action'] === 'SendSms' ? send(world, values) : query(values)
  answer(response, 200, { RequestId: randomUUID(), Code: code, Message: code, ...more })
}

function refusalOf({ key, secret, used, now }: World, { Signature: signature, ...values }: Values) {
  const { AccessKeyId, SignatureNonce: nonce = '', Timestamp: at = '' } = values
  if (AccessKeyId !== key)
    return { Code: 'InvalidAccessKeyId.NotFound', Message: 'Specified access key is not found.' }
  if (signature !== signatureOf('POST', values, secret))
    return {
      Code: 'SignatureDoesNotMatch',
      Message: 'Specified signature is not matched with our calculation.',
    }
  if (!(Math.abs(Date.parse(at) - now()) < patience))
    return { Code: 'InvalidTimeStamp.Expired', Message: 'Timestamp' }
  if (used.has(nonce))
    return { Code: 'SignatureNonceUsed', Message: 'Specified signature nonce was used already.' }
  used.add(nonce)
  return undefined
}

function send({ inbox, base }: World, values: Values): [string, object?] {
  const { PhoneNumbers = '', SignName, TemplateCode = '', TemplateParam = '{}' } = values
  const words = templates[TemplateCode]
  if (!/^1[3-9]\d{9}$/.test(PhoneNumbers)) return ['isv.MOBILE_NUMBER_ILLEGAL']
  if (SignName !== '排练诊所') return ['isv.SMS_SIGNATURE_ILLEGAL']
  if (!words) return ['isv.SMS_TEMPLATE_ILLEGAL']
  const variables: Values = JSON.parse(TemplateParam)
  if (Object.values(variables).some((value) => value.includes('://'))) return ['isv.PARAM_NOT_SUPPORT_URL']
  inbox.arrive(words(variables, base))
  return ['OK', { BizId: `${Date.now()}^0` }]
}

function query({ TemplateCode = '' }: Values): [string, object?] {
  return templates[TemplateCode] ? ['OK', { TemplateCode, TemplateStatus: 1 }] : ['isv.SMS_TEMPLATE_ILLEGAL']
}
