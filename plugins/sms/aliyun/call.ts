import { randomUUID } from 'node:crypto'
import type { Settings, Tools } from 'qiantai/plugin'
import { failureFor } from './errors.ts'
import { signatureOf } from './signature.ts'

/** What Aliyun answers to whatever was asked. */
export type Answer = Record<string, unknown>

/**
 * Calls an action of the short message service (Dysmsapi, 2017-05-25). Throws a failure by the table of errors; where
 * the answer is lost, nobody knows whether it was done.
 */
export async function call(
  tools: Tools,
  settings: Settings,
  action: string,
  values: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await tools.fetch(String(settings.endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(signed(tools, settings, { Action: action, ...values }))),
    ...(signal && { signal }),
  })
  const said = answerIn(answer.body)
  if (!said) throw tools.failure('sms:reason.answer', { unsure: action === 'SendSms' })
  const code = String(said['Code'] ?? '')
  if (code !== 'OK') throw failureFor(tools, code, String(said['Message'] ?? ''))
  return said
}

function signed(tools: Tools, settings: Settings, asked: Record<string, string>): Record<string, string> {
  const values = {
    ...asked,
    AccessKeyId: String(settings.accessKeyId),
    Format: 'JSON',
    RegionId: String(settings.region),
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: randomUUID(),
    SignatureVersion: '1.0',
    Timestamp: new Date(tools.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    Version: '2017-05-25',
  }
  return { ...values, Signature: signatureOf('POST', values, String(settings.accessKeySecret)) }
}

function answerIn(body: Buffer): Answer | undefined {
  try {
    const said: unknown = JSON.parse(body.toString('utf8'))
    return typeof said === 'object' && said !== null ? { ...said } : undefined
  } catch {
    return undefined
  }
}
