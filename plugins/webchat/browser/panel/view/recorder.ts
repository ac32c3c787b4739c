import { h } from '../../shared/dom.ts'
import { lengthLabel } from '../text/day.ts'
import type { View } from './context.ts'
import { iconButton } from './parts.ts'

const LONGEST = 60
const HOLD = 500

export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia
}

/** Records up to a minute: hold and release to send, slide up to cancel; or tap, and use the buttons. */
export function recordButton(view: View, line: () => HTMLElement): HTMLElement {
  const { words } = view
  const button = iconButton('mic', words.composer.record, () => {}, 'mic')
  let pressedAt = 0
  let from = 0
  let recording: Promise<Recording | undefined> | undefined

  const over = () => (recording = undefined)
  const failed = () => {
    view.toast(words.voice.denied)
    return over()
  }
  const start = () => (recording ??= record(view, line(), over).catch(failed))
  const finish = (send: boolean) => void recording?.then((one) => one?.finish(send))

  button.addEventListener('pointerdown', (event) => {
    pressedAt = Date.now()
    from = event.clientY
    button.setPointerCapture(event.pointerId)
    void start()
  })
  button.addEventListener('pointerup', (event) => {
    if (Date.now() - pressedAt > HOLD) finish(from - event.clientY < 60)
  })
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    void start()
  })
  return button
}

type Recording = { finish: (send: boolean) => void }

/** Rejects where the browser or the visitor allows no recording. */
async function record(view: View, line: HTMLElement, over: () => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const type = ['audio/webm;codecs=opus', 'audio/mp4'].filter((mime) =>
    MediaRecorder.isTypeSupported(mime),
  )[0]
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {})
  const parts: Blob[] = []
  const began = Date.now()
  const bar = drawBar(view, (send) => finish(send))
  const seconds = () => (Date.now() - began) / 1000
  const timer = setInterval(() => {
    bar.time.textContent = lengthLabel(seconds())
    if (seconds() >= LONGEST) finish(true)
  }, 250)
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data))
  recorder.start()
  line.classList.add('recording')
  line.append(bar.element)

  function finish(send: boolean) {
    if (recorder.state === 'inactive') return
    const length = Math.min(LONGEST, Math.round(seconds()))
    clearInterval(timer)
    recorder.addEventListener(
      'stop',
      () => send && length >= 1 && view.chat.upload(fileOf(parts, recorder.mimeType), length),
    )
    recorder.stop()
    stream.getTracks().forEach((track) => track.stop())
    line.classList.remove('recording')
    bar.element.remove()
    over()
  }
  return { finish }
}

function drawBar({ words }: View, finish: (send: boolean) => void) {
  const time = h('span', { class: 'time' }, '0:00')
  const cancel = iconButton('bin', words.voice.cancel, () => finish(false))
  const send = iconButton('send', words.voice.send, () => finish(true), 'send')
  const said = h('span', { class: 'said', role: 'status' }, h('i', { class: 'dot' }), words.voice.start)
  return { time, element: h('div', { class: 'bar' }, cancel, said, time, send) }
}

function fileOf(parts: Blob[], mime: string): File {
  const type = mime.split(';')[0] ?? ''
  return new File(parts, /mp4/.test(type) ? 'voice.m4a' : 'voice.webm', { type })
}
