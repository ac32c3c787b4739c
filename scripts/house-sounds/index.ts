import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { type HouseSound, houseFile, houseSounds } from '../../core/modules/lines/house-sound.ts'
import { readWav, type Sound, writeWav } from '../../core/platform/files/sound/wav.ts'
import { beep, music } from './synthesis.ts'
import { spoken, telephone } from './telephone.ts'
import { words } from './words.ts'

/**
 * Makes what the house can say to callers: run it after a change of the words, and commit what it writes. It needs
 * `espeak-ng`, which speaks from pinyin: its own dictionary of characters is English on many systems.
 */
for (const key of houseSounds) await writeFile(houseFile(key), writeWav(soundOf(key)))

function soundOf(key: HouseSound): Sound {
  if (key === 'music') return music()
  return key === 'beep' ? beep() : spoken(telephone(speak(words[key])))
}

function speak(pinyin: string): Sound {
  const voice = ['-v', 'cmn-latn-pinyin+f3', '-s', '150', '-p', '48', '-a', '120']
  const wav = execFileSync('espeak-ng', [...voice, '--stdout', pinyin], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const sound = readWav(wav)
  if (!sound) throw new Error('espeak-ng said nothing')
  return sound
}
