import { writeWav } from '../../../platform/files/index.ts'
import { recordedSound, type RecordedSound } from '../../recordings/index.ts'
import { createRandom } from '../random.ts'
import type { Deed } from '../story.ts'
import type { Sketch } from './sketch.ts'
import { converse, monologue } from './speech.ts'

/** What the calls that were recorded sound like. */
export type Sounds = Map<Sketch, RecordedSound>

/** Makes the sound of every call of the story that can be listened to. */
export async function soundsIn(deeds: Deed[]): Promise<Sounds> {
  const sketches = deeds.flatMap((deed) => (deed.is === 'call' && deed.call.recorded ? deed.call : []))
  const sounds = await Promise.all(sketches.map(soundOf))
  return new Map(sketches.flatMap((sketch, index) => pairOf(sketch, sounds[index])))
}

async function soundOf(
  { recorded = 0, answered }: Sketch,
  index: number,
): Promise<RecordedSound | undefined> {
  const random = createRandom(index)
  const samples = answered === undefined ? monologue(random, recorded) : converse(random, recorded)
  return recordedSound(writeWav({ samples, rate: 8000 }))
}

function pairOf(sketch: Sketch, sound: RecordedSound | undefined): [Sketch, RecordedSound][] {
  return sound ? [[sketch, sound]] : []
}
