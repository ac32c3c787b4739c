/** The short lines that wait in a composer to leave as one message. */
export function pileIn(form: HTMLElement): string[] {
  return [...form.querySelectorAll<HTMLElement>('.pile-text')].map((line) => line.textContent ?? '')
}

/** They have left. */
export function clearPile(form: HTMLElement): void {
  const pile = form.querySelector<HTMLElement>('.pile')
  pile?.replaceChildren()
  if (pile) pile.hidden = true
}
