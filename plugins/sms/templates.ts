import type { Field, Settings, ShortText, Tools } from 'qiantai/plugin'

/** The approved words of each purpose by the gateway's id. */
export const templateFields: Field[] = [
  { name: 'linkTemplate', type: 'text', max: 60, group: 'templates' },
  { name: 'codeTemplate', type: 'text', max: 60, group: 'templates' },
]

/** The template of a message, '' where none was entered. */
export function templateOf(settings: Settings, purpose: ShortText['purpose']): string {
  return String(settings[`${purpose}Template`] ?? '')
}

/** Throws where the gateway has no approved words for this purpose. */
export function neededTemplate(settings: Settings, purpose: ShortText['purpose'], tools: Tools): string {
  const template = templateOf(settings, purpose)
  if (!template) throw tools.failure(`sms:reason.no-template-${purpose}`, { permanent: true })
  return template
}
