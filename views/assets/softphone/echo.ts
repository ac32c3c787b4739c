import { measure } from './meter.ts'
import { closeStream, openMicrophone } from './microphone.ts'
import { pointAt } from './speaker.ts'

const lasts = 4000
const every = 60

type Hearing = { stage: (stage: 'idle' | 'listening' | 'playing') => void; level: (level: number) => void }

/**
 * Records four seconds of the chosen microphone and plays them at the chosen speaker: who hears themselves well is heard
 * well. Answers the loudest that was heard, 0 to 1. Rejects with a `MicrophoneTrouble`.
 */
export async function hearOneself({ stage, level }: Hearing): Promise<number> {
  const stream = await openMicrophone()
  const meter = measure(stream)
  let loudest = 0
  stage('listening')
  const timer = setInterval(() => {
    loudest = Math.max(loudest, meter.level())
    level(meter.level())
  }, every)
  try {
    const recorded = await record(stream)
    stage('playing')
    level(0)
    await play(recorded)
  } finally {
    clearInterval(timer)
    meter.stop()
    closeStream(stream)
    stage('idle')
  }
  return loudest
}

/** A short tone at the chosen speaker. */
export async function testTone(): Promise<void> {
  const context = new AudioContext()
  await pointAt(context, 'speaker')
  const loudness = context.createGain()
  loudness.gain.value = 0.15
  loudness.connect(context.destination)
  for (const [index, pitch] of [523, 659, 784].entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = pitch
    tone.connect(loudness)
    tone.start(context.currentTime + index * 0.25)
    tone.stop(context.currentTime + index * 0.25 + 0.22)
  }
  setTimeout(() => void context.close(), 1000)
}

async function record(stream: MediaStream): Promise<Blob> {
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
  recorder.start()
  setTimeout(() => recorder.state !== 'inactive' && recorder.stop(), lasts)
  await ended
  return new Blob(parts, { type: recorder.mimeType })
}

async function play(recorded: Blob): Promise<void> {
  const url = URL.createObjectURL(recorded)
  const audio = new Audio(url)
  await pointAt(audio, 'speaker')
  const ended = new Promise((resolve) => {
    for (const end of ['ended', 'error']) audio.addEventListener(end, resolve, { once: true })
  })
  await audio.play().catch(() => audio.dispatchEvent(new Event('error')))
  await ended
  URL.revokeObjectURL(url)
}
