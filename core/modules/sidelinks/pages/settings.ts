import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords, wordsOf } from '../../../platform/i18n/index.ts'
import { agentNames } from '../../agents/index.ts'
import { channelBrief } from '../../channels/index.ts'
import { identityById, masked } from '../../people/index.ts'
import { newestTexts, type Text, textAccount, textsToday } from '../../texting/index.ts'
import { readSettings } from '../settings.ts'

const mostShown = 30

/** The settings with what was typed, the account that sends, and what left lately: numbers masked, no word of what stood in it. */
export async function settingsPage(app: App, locale: string, typed?: Typed) {
  const account = await textAccount(app)
  const texts = await newestTexts(app.db, mostShown)
  const agents = await agentNames(app.db, [...new Set(texts.map(({ agentId }) => agentId))])
  return {
    settings: typed?.values ?? (await readSettings(app)),
    errors: faultWords(app, locale, typed?.faults),
    account: account && channelBrief(app, account),
    today: await textsToday(app),
    texts: await Promise.all(
      texts.map(async (text) => ({
        ...(await textView(app, locale, text)),
        by: agents.get(text.agentId)?.name,
      })),
    ),
  }
}

async function textView(
  app: App,
  locale: string,
  { at, purpose, state, reason, conversationId, identityId, callId }: Text,
) {
  const identity = await identityById(app.db, identityId)
  return {
    at,
    purpose,
    state,
    called: callId !== null,
    conversationId,
    number: identity && masked('phone', identity.externalId),
    reason: reason && state !== 'sent' ? wordsOf(app, locale, reason) : undefined,
  }
}
