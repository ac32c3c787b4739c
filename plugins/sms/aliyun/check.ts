import type { Settings, Tools } from 'qiantai/plugin'
import { templateOf } from '../templates.ts'
import { call } from './call.ts'

const passed = '1'
const fields: Record<string, string> = { key: 'accessKeyId', secret: 'accessKeySecret' }

/**
 * Asks Aliyun for each template: that shows whether key and secret are right, and whether the words are approved. A key
 * that may only send is not allowed to ask, and passes.
 */
export async function checkAccount(settings: Settings, tools: Tools): Promise<void> {
  for (const purpose of ['link', 'code'] as const) {
    const template = templateOf(settings, purpose)
    if (template) await checkTemplate(settings, tools, template, `${purpose}Template`)
  }
}

async function checkTemplate(settings: Settings, tools: Tools, template: string, field: string) {
  try {
    const { TemplateStatus: status } = await call(tools, settings, 'QuerySmsTemplate', {
      TemplateCode: template,
    })
    if (String(status) === passed) return
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    if (reason === 'sms:reason.permission') return
    if (reason !== 'sms:reason.template') throw named(tools, error, reason)
  }
  throw tools.failure('sms:reason.not-approved', { permanent: true, field })
}

/** The fault of the field that is wrong, where it is one. */
function named(tools: Tools, error: unknown, reason: string): unknown {
  const field = fields[reason.replace('sms:reason.', '')]
  return field ? tools.failure(reason, { permanent: true, field }) : error
}
