import type { App } from '../../../module.ts'
import { houseSounds } from '../house-sound.ts'
import { soundUrls } from '../address.ts'
import { listSounds } from '../store/sounds.ts'

/** What a form may say: the clinic's own sounds first, then the house's, each with the address where it is heard. */
export async function soundChoices(app: App) {
  const [own, url] = [await listSounds(app.db), await soundUrls(app, '')]
  const src = (sound: ReturnType<typeof url>) => ('url' in sound ? sound.url : '')
  const named = own.filter(({ key }) => key === null)
  return {
    own: named.map(({ id, name }) => ({ value: `sound:${id}`, name, src: src(url({ sound: id })) })),
    house: houseSounds
      .filter((key) => !/^(place|wait|code|number)-/.test(key))
      .map((key) => ({ value: `house:${key}`, key, src: src(url({ house: key })) })),
  }
}
