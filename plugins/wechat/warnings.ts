import type { Settings } from 'qiantai/plugin'

/** What is unwise: calls in plain mode are signed, but not what they say. */
export function warnings(settings: Settings): string[] {
  return settings['mode'] === 'plain' ? ['wechat:warning.plain'] : []
}
