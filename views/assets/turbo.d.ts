/** What the desk uses of Turbo, which ships no types. */
declare module '@hotwired/turbo' {
  export const StreamActions: Record<string, (this: HTMLElement) => void>
  export function renderStreamMessage(html: string): void
  export function visit(location: string, options?: { action?: 'advance' | 'replace'; frame?: string }): void
}
