import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'

/** Where a visitor writes and reads: the panel in its iframe, or the page of its own. */
export type Chat = Page | FrameLocator

/** Lets tests look into the closed shadow root. */
export async function openRoots(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { attachShadow } = Element.prototype
    Element.prototype.attachShadow = function (options) {
      return attachShadow.call(this, { ...options, mode: 'open' })
    }
  })
}

export function launcherOf(page: Page): Locator {
  return page.locator('#qiantai button.launch')
}

/** Opens the panel of an embedding page, once it is there. */
export async function openPanel(page: Page): Promise<FrameLocator> {
  await launcherOf(page).click()
  const panel = page.frameLocator('#qiantai iframe')
  await inputOf(panel).waitFor()
  return panel
}

export function inputOf(chat: Chat): Locator {
  return chat.locator('footer textarea')
}

export async function say(chat: Chat, text: string): Promise<void> {
  await inputOf(chat).fill(text)
  await chat.locator('footer .line > button.send').click()
}

/** The message with this text, as the visitor sees it. */
export function bubble(chat: Chat, text: string): Locator {
  return chat.locator('.list .row', { hasText: text })
}

/** All that stands in the visitor's log, from top to bottom. */
export function said(chat: Chat): Promise<string[]> {
  return chat.locator('.list .row .bubble .text').allTextContents()
}
