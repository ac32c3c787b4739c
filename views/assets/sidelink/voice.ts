import { fault, say } from './page.ts'
import { sendForm } from './words.ts'

const longest = 120
const types = ['audio/webm;codecs=opus', 'audio/mp4']

/** A recording made here, where the browser can; a file in any case. */
export function recordVoice(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLElement>('.sidelink-recorder')
  const button = form.querySelector<HTMLButtonElement>('.sidelink-record')
  let recorded: Blob | undefined
  sendForm(form, (body) => {
    if (recorded) body.set('voice', recorded, `voice.${recorded.type.includes('mp4') ? 'm4a' : 'webm'}`)
  })
  if (!box || !button || !('MediaRecorder' in window) || !navigator.mediaDevices) return
  box.hidden = false
  const screen = screenOf(form, button)
  let stop: (() => void) | undefined
  button.addEventListener('click', () => {
    if (stop) return stop()
    fault(form)
    record(screen.tick).then(
      (recording) => {
        stop = recording.stop
        screen.show('recording')
        void recording.done.then((blob) => {
          stop = undefined
          recorded = blob
          screen.show('recorded', blob)
          form.dispatchEvent(new Event('input'))
        })
      },
      () => fault(form, say('silent')),
    )
  })
  form.addEventListener('sent', () => {
    recorded = undefined
    screen.show('empty')
  })
}

/** Records until it is stopped or two minutes are over. `tick` hears of each second. */
async function record(tick: (seconds: number) => void) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
  const parts: Blob[] = []
  let seconds = 0
  const clock = setInterval(() => {
    tick(++seconds)
    if (seconds >= longest) recorder.stop()
  }, 1000)
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const done = new Promise<Blob>((resolve) =>
    recorder.addEventListener('stop', () => {
      clearInterval(clock)
      for (const track of stream.getTracks()) track.stop()
      resolve(new Blob(parts, { type: recorder.mimeType }))
    }),
  )
  tick(0)
  recorder.start()
  return { stop: () => recorder.stop(), done }
}

function screenOf(form: HTMLFormElement, button: HTMLButtonElement) {
  const [words, clock] = button.querySelectorAll('span')
  const sound = form.querySelector('audio')
  const length = form.querySelector<HTMLInputElement>('[name="seconds"]')
  const first = words?.textContent ?? ''
  return {
    tick(seconds: number): void {
      if (clock) clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
      if (length) length.value = String(Math.max(seconds, 1))
    },
    show(state: 'empty' | 'recording' | 'recorded', blob?: Blob): void {
      const label = { empty: first, recording: button.dataset.stop, recorded: button.dataset.again }[state]
      button.setAttribute('aria-pressed', String(state === 'recording'))
      if (words) words.textContent = label ?? ''
      if (clock && state === 'empty') clock.textContent = ''
      if (!sound) return
      sound.hidden = !blob
      if (blob) sound.src = URL.createObjectURL(blob)
    },
  }
}
