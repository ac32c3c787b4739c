import type { Quality } from '../../plugin/index.ts'

/** Packets of a second: fewer say nothing. */
const enough = 50

/**
 * Sound that goes one way alone, of a leg as the exchange sees it: `mute` where nothing comes from it, `deaf` where nothing
 * is sent to it.
 */
export function oneWay({ received, sent }: Pick<Quality, 'received' | 'sent'>): 'mute' | 'deaf' | undefined {
  if (received === 0 && sent > enough) return 'mute'
  return sent === 0 && received > enough ? 'deaf' : undefined
}
