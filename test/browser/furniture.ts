import { bubble, type Chat, say } from './visitor.ts'
import { answer, openConversation } from './desk.ts'
import type { Stage } from './stage.ts'

/** A conversation in which everything that can be said has been said; `mark` tells it from others. */
export async function furnish(stage: Stage, chat: Chat, mark: string): Promise<void> {
  await say(chat, `您好 ${mark}，见 https://example.com/price`)
  const desk = await stage.agent('mei')
  await openConversation(desk, `您好 ${mark}`)
  await answer(desk, `欢迎 ${mark}`)
  await bubble(chat, `欢迎 ${mark}`).waitFor()
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('n')
  await answer(desk, `内部备注 ${mark}`)
  await desk.locator('.message-note:not([data-state=sending])', { hasText: mark }).waitFor()
  await desk.context().close()
}
