import { admit, type Limits, sniff } from '../media/kinds.ts'
import type { Medium } from '../media/store.ts'
import { isAmr, secondsOfAmr, toAmr, toWav } from '../recording/amr.ts'
import type { World } from '../world/world.ts'
import { refusal } from './phone.ts'

type Recorded = { name: string; data: Buffer }

/** Takes a picture from the phone. Refuses what is none, or too large. */
export function takePicture(world: World, limits: Limits, { name, data }: Recorded): Medium {
  return take(world, limits, { type: 'image', name, data })
}

/** Takes a recording from the phone, as AMR: the phone itself would have recorded that. */
export async function takeVoice(world: World, limits: Limits, { data }: Recorded): Promise<Medium> {
  const amr = await toAmr(data)
  if (!amr) throw refusal('voice')
  return take(world, limits, { type: 'voice', name: 'voice.amr', data: amr })
}

function take(
  world: World,
  limits: Limits,
  { type, name, data }: Recorded & { type: 'image' | 'voice' },
): Medium {
  try {
    return world.media.keep({ ...admit(limits, type, data), name, data })
  } catch {
    throw refusal(type === 'image' ? 'picture' : 'voice')
  }
}

/** A recording as the phone shows it: AMR is kept once more as WAV, which a browser can play. */
export async function soundOf(world: World, { name, data, id }: Medium) {
  if (!isAmr(data)) return { id }
  const wav = await toWav(data)
  const playable = world.media.keep({ type: 'file', mime: sniff(wav), name, data: wav })
  return { id: playable.id, seconds: Math.ceil(secondsOfAmr(data)) }
}
