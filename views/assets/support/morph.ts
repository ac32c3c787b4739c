import { morphTurboFrameElements } from '@hotwired/turbo'

/**
 * Has a frame that follows what happens morphed each time it is fetched anew; answers what ends that. By itself Turbo
 * forgets that it should where one answer is taken while another is on its way, and all that is typed and opened is lost.
 */
export function alwaysMorph(frame: HTMLElement): () => void {
  const morph = (event: Event) => {
    if (event.target === frame && event instanceof CustomEvent) event.detail.render = morphTurboFrameElements
  }
  frame.addEventListener('turbo:before-frame-render', morph)
  return () => frame.removeEventListener('turbo:before-frame-render', morph)
}
