import type { Locator, Page } from 'playwright-core'

/** The row of a conversation, by anything that it says. */
export function rowOf(desk: Page, text: string): Locator {
  return desk.locator('.row-item', { hasText: text })
}

/** Opens the conversation whose row says this. */
export async function openConversation(desk: Page, text: string): Promise<void> {
  await rowOf(desk, text).locator('.row').click()
  await message(desk, text).waitFor()
}

/** The message with this text in the open conversation. */
export function message(desk: Page, text: string): Locator {
  return desk.locator('.messages .message', { hasText: text }).first()
}

export function replyOf(desk: Page): Locator {
  return desk.locator('.composer textarea[name=text]')
}

export async function answer(desk: Page, text: string): Promise<void> {
  await replyOf(desk).fill(text)
  await replyOf(desk).press('Enter')
}

/** All texts of the open conversation, from top to bottom. */
export function texts(desk: Page): Promise<string[]> {
  return desk.locator('.messages .message-text').allTextContents()
}
