import type { Doing, ReplyRule, Settings } from 'qiantai/plugin'
import { countIn } from './settings.ts'

/** What a message allows, and what each of these touches does, by the account's settings. */
export function repliesOf(...touches: Doing[]) {
  return (settings: Settings): ReplyRule[] => [
    {
      after: 'message',
      count: countIn(settings, 'messageCount'),
      seconds: countIn(settings, 'messageHours') * 3600,
    },
    ...touches.map((after) => ({
      after,
      count: countIn(settings, 'touchCount'),
      seconds: countIn(settings, 'touchSeconds'),
    })),
  ]
}
