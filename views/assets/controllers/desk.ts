import { Controller } from '@hotwired/stimulus'
import { cache } from '@hotwired/turbo'
import { streams, toastRefusal } from '../support/page.ts'
import { whenLive } from '../support/signals.ts'

/** The desk as a whole: the address keeps both the view of the list and the conversation that is open. */
export class DeskController extends Controller<HTMLElement> {
  leave = () => {}

  override connect(): void {
    this.leave = whenLive('opened', () => (this.element.dataset.pane = 'conversation'))
    this.element.addEventListener('turbo:frame-load', this.loaded)
    this.element.addEventListener('turbo:frame-missing', this.missing)
    this.element.addEventListener('turbo:before-fetch-request', this.asking)
    this.element.addEventListener('turbo:before-fetch-response', this.answered)
  }

  override disconnect(): void {
    this.leave()
    this.element.removeEventListener('turbo:frame-load', this.loaded)
    this.element.removeEventListener('turbo:frame-missing', this.missing)
    this.element.removeEventListener('turbo:before-fetch-request', this.asking)
    this.element.removeEventListener('turbo:before-fetch-response', this.answered)
  }

  /** Deeds are answered by streams; a refusal by words, so that nothing on the desk is lost to an error page. */
  asking = (event: Event): void => {
    if (!(event instanceof CustomEvent) || event.detail.fetchOptions.method === 'GET') return
    event.detail.fetchOptions.headers.Accept = streams
  }

  answered = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return
    const { response }: { response: Response } = event.detail.fetchResponse
    if (response.ok || !response.headers.get('content-type')?.includes('json')) return
    event.preventDefault()
    void toastRefusal(response.clone())
  }

  /** An answer that is no part of the desk (signed out, not found) is shown as the page that it is. */
  missing = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return
    event.preventDefault()
    event.detail.visit(event.detail.response)
  }

  loaded = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement)) return
    // Turbo would keep what is open now under the address of the page that was read last, and show it on the way back.
    if (target.id === 'reception') cache.exemptPageFromCache()
    if (target.id !== 'list') return
    const search = document.getElementById('rows')?.dataset.search ?? ''
    history.replaceState(history.state, '', `${location.pathname}${search}`)
    const open = document.querySelector<HTMLElement>('.pane-conversation[data-conversation-id-value]')
    const row = document.getElementById(`row-${open?.dataset.conversationIdValue}`)
    row?.querySelector('.row')?.setAttribute('aria-current', 'true')
  }
}
