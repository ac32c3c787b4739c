/** What buttons of any page may do to the phone: `data-action="softphone#answer"`. */
export type Actions = Record<string, (button: HTMLElement) => void>

const named = /(?:^|\s)(?:click->)?softphone#(\w+)/

/**
 * Listens to the whole document: buttons come and go with pages and frames. They are named as the desk's controllers are;
 * the desk's own bundle knows no controller of this name and leaves them alone.
 */
export function listenToButtons(actions: Actions): void {
  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest('[data-action*="softphone#"]') : null
    if (!(button instanceof HTMLElement)) return
    actions[named.exec(button.dataset['action'] ?? '')?.[1] ?? '']?.(button)
  })
}
