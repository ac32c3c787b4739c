import { followKeyboard, holdBack, lockScroll } from './window.ts'
import type { Look } from './look.ts'

export type Stage = {
  open: () => void
  close: () => void
  toggle: () => void
  isOpen: () => boolean
  isPhone: () => boolean
  end: () => void
}

/** Opens and closes the panel: beside the page on a desktop, over it on a phone, where it also takes the back button. */
export function setStage(look: Look, changed: (open: boolean) => void): Stage {
  const narrow = matchMedia('(max-width: 668px)')
  let open = false
  let letGo: (() => void)[] = []

  function arrange() {
    letGo.forEach((go) => go())
    letGo = []
    look.phone(narrow.matches)
    // First the history: the entry that Back leads to keeps where the page is, not where the lock puts it.
    if (open && narrow.matches) letGo = [holdBack(() => turn(false)), lockScroll(), followKeyboard(look.fit)]
  }

  function turn(next: boolean) {
    if (open === next) return
    open = next
    look.opened(open)
    arrange()
    if (!open) look.button.focus({ preventScroll: true })
    changed(open)
  }

  narrow.addListener(arrange)
  arrange()
  return {
    open: () => turn(true),
    close: () => turn(false),
    toggle: () => turn(!open),
    isOpen: () => open,
    isPhone: () => narrow.matches,
    end: () => {
      turn(false)
      narrow.removeListener(arrange)
    },
  }
}
