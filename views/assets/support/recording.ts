import { wavOf } from './wav.ts'

/** What every voice channel takes and what keeps speech clear: telephone quality. */
const rate = 8000

export type Recording = {
  /** How loud it is now, 0 to 1. */
  level: () => number
  /** Ends it; answers what was recorded as WAV, with its length in seconds. */
  stop: () => Promise<{ file: File; seconds: number }>
  /** Ends it and keeps nothing. */
  drop: () => void
}

/** Has this browser a microphone to record with? */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)
}

/** Begins to record. Rejects where the browser or its user allows no microphone. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  recorder.start()

  function end() {
    for (const track of stream.getTracks()) track.stop()
  }
  async function stop() {
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
    recorder.stop()
    await ended
    end()
    return asTelephone(context, new Blob(parts)).finally(() => void context.close())
  }
  function drop() {
    if (recorder.state !== 'inactive') recorder.stop()
    end()
    if (context.state !== 'closed') void context.close()
  }
  return { level: () => loudness(analyser), stop, drop }
}

/** A sound of any format that this browser reads, as WAV of telephone quality. Rejects where it reads none. */
export async function convert(sound: Blob): Promise<{ file: File; seconds: number }> {
  const context = new AudioContext()
  return asTelephone(context, sound).finally(() => void context.close())
}

async function asTelephone(context: AudioContext, sound: Blob) {
  const samples = await resampled(context, sound)
  const file = new File([wavOf(samples, rate)], 'voice.wav', { type: 'audio/wav' })
  return { file, seconds: samples.length / rate }
}

async function resampled(context: AudioContext, recorded: Blob): Promise<Float32Array> {
  const sound = await context.decodeAudioData(await recorded.arrayBuffer())
  const offline = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * rate)), rate)
  const source = offline.createBufferSource()
  source.buffer = sound
  source.connect(offline.destination)
  source.start()
  return (await offline.startRendering()).getChannelData(0)
}

function loudness(analyser: AnalyserNode): number {
  const wave = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(wave)
  const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length
  return Math.min(1, Math.sqrt(power) * 4)
}
