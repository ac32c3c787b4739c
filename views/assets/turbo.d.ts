/** What the desk uses of Turbo, which ships no types. */
declare module '@hotwired/turbo' {
  export class FrameElement extends HTMLElement {
    reload(): Promise<void>
  }
  export const cache: { exemptPageFromCache: () => void }
  export const StreamActions: Record<string, (this: HTMLElement) => void>
  export const session: {
    streamMessageRenderer: { render: (message: { fragment: DocumentFragment }) => void }
  }
  export function morphTurboFrameElements(currentFrame: HTMLElement, newFrame: HTMLElement): void
  export function renderStreamMessage(html: string): void
  export function visit(location: string, options?: { action?: 'advance' | 'replace'; frame?: string }): void
}

interface WindowEventMap {
  'turbo:before-stream-render': CustomEvent<{ render: (stream: HTMLElement) => Promise<void> }>
}
