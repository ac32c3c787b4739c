import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'
import { type LivePush, type Opened, whenLive } from '../support/signals.ts'
import { clinicZone, streams } from '../support/page.ts'
import { rowsOf, sortRows } from '../support/rows.ts'
import { shortTime, waitingLevel, waitingText } from '../support/waiting.ts'

const gather = 120

/** The conversation list: ticks, follows the hints of the desk and keeps its order, never under the pointer. */
export class ListController extends Controller<HTMLElement> {
  static override values = { url: String }
  declare readonly urlValue: string
  hinted = new Set<number>()
  fetching = 0
  ticking = 0
  leave: (() => void)[] = []

  override connect(): void {
    this.tick()
    this.ticking = setInterval(() => this.tick(), 1000)
    this.leave = [
      whenLive('push', (push) => this.hint(push)),
      whenLive('opened', (opened) => this.select(opened)),
      whenLive('step', ({ by }) => this.step(by)),
    ]
  }

  override disconnect(): void {
    clearInterval(this.ticking)
    clearTimeout(this.fetching)
    for (const leave of this.leave) leave()
  }

  hint({ topic, data }: LivePush): void {
    const id = Number(data?.conversation)
    if (topic !== 'desk' || !id || (this.isSearch && !document.getElementById(`row-${id}`))) return
    this.hinted.add(id)
    this.fetching ||= setTimeout(() => void this.fetch(), gather)
  }

  /** What a search has found is kept up to date; what it would find now, it finds when asked again. */
  get isSearch(): boolean {
    return this.urlValue.includes('q=')
  }

  /** The rows that have changed, in one request however many hints came. */
  async fetch(): Promise<void> {
    const url = new URL(this.urlValue, location.href)
    url.searchParams.set('ids', [...this.hinted].join(','))
    this.hinted.clear()
    this.fetching = 0
    const answer = await fetch(url, { headers: { accept: streams } }).catch(() => undefined)
    if (answer?.ok) renderStreamMessage(await answer.text())
  }

  select({ id }: Opened): void {
    for (const link of this.element.querySelectorAll('.row[aria-current]'))
      link.removeAttribute('aria-current')
    this.linkOf(document.getElementById(`row-${id}`))?.setAttribute('aria-current', 'true')
  }

  move(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!by) return
    event.preventDefault()
    this.step(by)
  }

  /** Puts the focus on the next or previous row, from the focused or else the open one. */
  step(by: 1 | -1): void {
    const rows = rowsOf(this.element)
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    const open = rows.findIndex((row) => row.querySelector('[aria-current]'))
    const from = at >= 0 ? at : open
    const next = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by))
    this.linkOf(rows[next])?.focus()
  }

  /** The pointer has left: what moved meanwhile may move now. */
  settle(): void {
    sortRows(this.element)
  }

  tick(): void {
    const now = Date.now()
    const locale = document.documentElement.lang
    for (const label of this.element.querySelectorAll<HTMLElement>('.wait:not([data-due])')) {
      const time = label.querySelector('time')
      const seconds = Math.max(0, (now - Date.parse(time?.dateTime ?? '')) / 1000)
      label.dataset.level = waitingLevel(seconds)
      if (time) setText(time, waitingText(seconds, locale))
    }
    for (const time of this.element.querySelectorAll<HTMLTimeElement>('.row-time time')) {
      setText(time, shortTime(new Date(time.dateTime), new Date(now), locale, clinicZone()))
    }
  }

  linkOf(row: Element | null | undefined): HTMLElement | null {
    return row?.querySelector<HTMLElement>('.row') ?? null
  }
}

function setText(element: HTMLElement, words: string) {
  if (element.textContent !== words) element.textContent = words
}
