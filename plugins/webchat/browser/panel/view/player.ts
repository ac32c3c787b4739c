import { h } from '../../shared/dom.ts'
import type { WireFile } from '../../shared/wire.ts'
import { lengthLabel } from '../text/day.ts'
import { fill } from '../words.ts'
import type { View } from './context.ts'
import { icon } from './icons.ts'

let playing: HTMLAudioElement | undefined

/** Plays a voice note; one at a time. */
export function drawPlayer({ words }: View, file: WireFile, duration: number): HTMLElement {
  const audio = new Audio()
  audio.preload = 'none'
  audio.src = file.url
  const length = lengthLabel(duration)
  const time = h('span', { class: 'time' }, length)
  const track = h('progress', { max: 1, value: 0, 'aria-hidden': 'true' })
  const button = h('button', { type: 'button', class: 'play', onclick: toggle })

  function show() {
    const label = audio.paused ? fill(words.voice.play, { length }) : words.voice.pause
    button.textContent = ''
    button.append(icon(audio.paused ? 'play' : 'pause', 18))
    button.setAttribute('aria-label', label)
  }

  function toggle() {
    if (!audio.paused) return audio.pause()
    if (playing && playing !== audio) playing.pause()
    playing = audio
    void audio.play().catch(show)
  }

  function moved() {
    track.value = duration ? Math.min(1, audio.currentTime / duration) : 0
    time.textContent = audio.currentTime ? lengthLabel(audio.currentTime) : length
  }

  for (const event of ['play', 'pause', 'ended']) audio.addEventListener(event, show)
  audio.addEventListener('timeupdate', moved)
  audio.addEventListener('ended', () => (audio.currentTime = 0))
  show()
  return h('div', { class: 'voice' }, button, track, time)
}
