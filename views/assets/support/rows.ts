/** The conversation list as it stands on the page. */

type Row = Pick<HTMLElement, 'dataset'>

/** Who waits stands first, by priority and then by how long; then who spoke last. */
export function comesBefore(a: Row, b: Row): boolean {
  const [rankA, rankB] = [a.dataset.rank ?? '', b.dataset.rank ?? '']
  if (rankA !== rankB) return rankA < rankB
  return (a.dataset.last ?? '') > (b.dataset.last ?? '')
}

/** Puts a row in its place, or, while `held`, lets it keep the place it has. */
export function placeRow(list: HTMLElement, row: HTMLElement, held: boolean): void {
  const known = document.getElementById(row.id)
  const wasSelected = known?.querySelector('[aria-current]')
  if (known) known.replaceWith(row)
  if (wasSelected) row.querySelector('.row')?.setAttribute('aria-current', 'true')
  if (Number(row.dataset.unread) > Number(known?.dataset.unread ?? 0)) row.dataset.new = ''
  if (!known || !held) move(list, row)
}

/** Brings all rows into order, moving as few as it can. */
export function sortRows(list: HTMLElement): void {
  for (const row of rowsOf(list)) move(list, row)
}

export function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > .row-item')]
}

function move(list: HTMLElement, row: HTMLElement) {
  const next = rowsOf(list).find((other) => other !== row && comesBefore(row, other))
  if (next ? row.nextElementSibling === next : row.parentElement === list && !row.nextElementSibling) return
  const focused = row.contains(document.activeElement) ? document.activeElement : null
  if (next) next.before(row)
  else list.append(row)
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
}
