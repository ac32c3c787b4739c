import type { App } from '../../../module.ts'
import { soundUrls } from '../address.ts'
import type { SoundRef } from '../flow.ts'
import { type HouseSound, houseSounds } from '../house-sound.ts'
import { soundUses } from '../service/sound-uses.ts'
import { findSound, listSounds } from '../store/sounds.ts'
import { tabs } from './tabs.ts'

/** The library: the clinic's own sounds, and those of the house with what the clinic says in their place. */
export async function soundsPage(app: App, { removed, fault }: { removed?: number; fault?: string } = {}) {
  const [sounds, uses, url] = [await listSounds(app.db), await soundUses(app.db), await soundUrls(app, '')]
  const src = (ref: SoundRef) => {
    const sound = url(ref)
    return 'url' in sound ? sound.url : ''
  }
  const usesOf = (is: (ref: SoundRef) => boolean) =>
    unique(
      uses
        .filter(({ ref }) => is(ref))
        .map(({ in: kind, id, name }) => ({ href: `/admin/lines/${kind}s/${id}`, name })),
    )
  const gone = removed === undefined ? undefined : await findSound(app.db, removed)
  const houseView = (key: HouseSound) => ({
    key,
    src: src({ house: key }),
    own: sounds.find((sound) => sound.key === key),
    uses: usesOf((ref) => 'house' in ref && ref.house === key),
  })
  const parts = houseSounds.filter(isPart)
  return {
    tabs: tabs('sounds'),
    fault,
    removed: gone?.deleted ? gone : undefined,
    own: sounds
      .filter(({ key }) => key === null)
      .map((sound) => ({
        ...sound,
        seconds: Math.max(1, Math.round(sound.ms / 1000)),
        src: src({ sound: sound.id }),
        uses: usesOf((ref) => 'sound' in ref && ref.sound === sound.id),
      })),
    house: houseSounds.filter((key) => !isPart(key)).map(houseView),
    parts: parts.map(houseView),
    partsOwn: parts.filter((key) => sounds.some((sound) => sound.key === key)).length,
  }
}

/** Words that sentences are put together from: places in the queue, codes and numbers. */
function isPart(key: HouseSound): boolean {
  return /^(place|wait|code|number)-/.test(key)
}

function unique(uses: { href: string; name: string }[]) {
  return [...new Map(uses.map((use) => [use.href, use])).values()]
}
