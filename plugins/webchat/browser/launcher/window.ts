/** Keeps the page behind an open full screen panel where it is. Answers what lets go. */
export function lockScroll(): () => void {
  const { body } = document
  const y = scrollY
  const kept = body.getAttribute('style')
  body.style.cssText += `;position:fixed;top:${-y}px;left:0;right:0;width:100%;overflow:hidden`
  return () => {
    if (kept === null) body.removeAttribute('style')
    else body.style.cssText = kept
    const { documentElement } = document
    const behaviour = documentElement.style.scrollBehavior
    documentElement.style.scrollBehavior = 'auto'
    scrollTo(0, y)
    documentElement.style.scrollBehavior = behaviour
  }
}

/** Tells which part of the window the on-screen keyboard leaves free. Answers what ends it. */
export function followKeyboard(fit: (top: number, height: number) => void): () => void {
  const view = window.visualViewport
  if (!view) return () => {}
  const tell = () => fit(view.offsetTop, view.height)
  view.addEventListener('resize', tell)
  view.addEventListener('scroll', tell)
  tell()
  return () => {
    view.removeEventListener('resize', tell)
    view.removeEventListener('scroll', tell)
  }
}

/** The back button closes the panel: one entry in the history while it is open. */
export function holdBack(close: () => void): () => void {
  history.pushState({ ...(history.state as object | null), qiantai: true }, '')
  const back = () => {
    removeEventListener('popstate', back)
    close()
  }
  addEventListener('popstate', back)
  return () => {
    removeEventListener('popstate', back)
    if ((history.state as { qiantai?: boolean } | null)?.qiantai) history.back()
  }
}
