import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage, visit } from '@hotwired/turbo'
import { type ClientWhisper, type Live, openLive, stateChanged } from '../live/index.ts'
import { meta } from '../support/page.ts'
import { tell, whenLive } from '../support/signals.ts'

const patience = 3000

/** The tab's one line to the server: it outlives every page that Turbo shows. */
let line: Live | undefined

/** Follows what the page shows, passes on what is told, and says so when the line is down. */
export class ConnectionController extends Controller<HTMLElement> {
  static override targets = ['banner', 'dot']
  declare readonly bannerTargets: HTMLElement[]
  declare readonly dotTargets: HTMLElement[]
  leave: (() => void)[] = []
  worrying = 0

  override connect(): void {
    line ??= openLive({
      html: (html) => renderStreamMessage(html),
      data: (topic, data) => tell('push', { topic, data: { ...data } }),
      whisper: (topic, data) => tell('whisper', { topic, data: { ...data } }),
      reset: () => visit(location.href, { action: 'replace' }),
      gone: (topic) => tell('gone', { topic }),
    })
    this.leave = [
      whenLive('follow', this.follow),
      whenLive('say', ({ topic, data }) => line?.whisper(topic, data as ClientWhisper)),
    ]
    document.addEventListener(stateChanged, this.draw)
    document.addEventListener('turbo:render', this.follow)
    if (!document.documentElement.hasAttribute('data-turbo-preview'))
      line.follow(topicsOnPage(), meta('live-cursor'))
    this.draw()
  }

  override disconnect(): void {
    this.calm()
    document.removeEventListener(stateChanged, this.draw)
    document.removeEventListener('turbo:render', this.follow)
    for (const leave of this.leave) leave()
  }

  /** What goes on over pages is put on the next one only after it has connected. */
  follow = (): void => line?.follow(topicsOnPage())

  retry(): void {
    dispatchEvent(new Event('online'))
  }

  /** A short break is nobody's business; a longer one is said, however often it was tried in between. */
  draw = (): void => {
    const state = line?.state() ?? 'connecting'
    for (const dot of this.dotTargets)
      dot.className = `dot ${state === 'connected' ? 'dot-good' : 'dot-warn'}`
    if (state === 'signed-out') return location.reload()
    if (state === 'connected') this.calm()
    else this.worrying ||= setTimeout(() => this.show(true), patience)
    tell('connection', { up: state === 'connected' })
  }

  calm(): void {
    clearTimeout(this.worrying)
    this.worrying = 0
    this.show(false)
  }

  show(lost: boolean): void {
    for (const banner of this.bannerTargets) banner.hidden = !lost
  }
}

function topicsOnPage(): string[] {
  const elements = [...document.querySelectorAll<HTMLElement>('[data-topics]')]
  return elements.flatMap(({ dataset }) => (dataset.topics ?? '').split(' ').filter(Boolean))
}
