import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { rate, tone } from '../telephone/support/audio/tones.ts'
import { wav } from '../telephone/support/audio/wav.ts'

const modules = join(import.meta.dirname, '../../node_modules')
const packed = join(modules, '@sparticuz/chromium/bin')
const home = join(modules, '.cache/chromium')
const voice = join(modules, '.cache/voice.wav')

/** A microphone that says 880 Hz and yes, and calls that stay on this machine; everything that protects pages stays on. */
const args = [
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${voice}`,
]

/** A real Chromium, or in one line why this machine cannot run one; under CI that is an error. */
export async function launch(): Promise<{ browser?: Browser; skip: string | false }> {
  try {
    return { browser: await start(), skip: false }
  } catch (error) {
    if (process.env['CI']) throw error
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { skip: `Chromium does not run here: ${reason}` }
  }
}

async function start(): Promise<Browser> {
  await unpack()
  await writeFile(voice, wav(syllables(880)))
  const libraries = [join(home, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: '/etc/fonts' }
  return chromium.launch({ executablePath: join(home, 'chromium'), args, env: env as Record<string, string> })
}

/** Two files of tests may begin at once: each unpacks into a folder of its own, and the first gives it the name. */
async function unpack(): Promise<void> {
  if (existsSync(home)) return
  await mkdir(join(modules, '.cache'), { recursive: true })
  const own = await mkdtemp(`${home}-`)
  try {
    await inflateTo(own)
    await rename(own, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error
    })
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** The package unpacks into the folder for temporary files, wherever that is. */
async function inflateTo(folder: string): Promise<void> {
  const { TMPDIR } = process.env
  process.env['TMPDIR'] = folder
  try {
    await Promise.all(['chromium.br', 'al2023.tar.br'].map((name) => inflate(join(packed, name))))
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = TMPDIR
  }
}

/** A tone as somebody would say it: what never stops is a noise to the browser, which takes it out. */
function syllables(hz: number): Int16Array {
  const [syllable, pause] = [0.4 * rate, 0.1 * rate]
  return tone(hz, 3).map((sample, at) => (at % (syllable + pause) < syllable ? sample : 0))
}
