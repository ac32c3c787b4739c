/** On a page of its own the chat follows the on-screen keyboard itself; in an iframe the launcher does. */
export function followWindow(): void {
  const view = window.visualViewport
  const { documentElement } = document
  if (!view || parent !== window) return
  const fit = () => {
    documentElement.style.setProperty('--height', `${view.height}px`)
    documentElement.style.setProperty('--top', `${view.offsetTop}px`)
  }
  view.addEventListener('resize', fit)
  view.addEventListener('scroll', fit)
  // iOS leaves a white gap below the page when the keyboard goes.
  document.addEventListener('focusout', () => setTimeout(() => scrollTo(0, 0), 50))
  fit()
}
