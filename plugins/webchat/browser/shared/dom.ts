type Child = Node | string | false | undefined | null

/** The attributes of an element; `on…` functions listen, `false` and `undefined` leave out. */
type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>

/** Makes an element. Text goes in as text; nothing is ever read as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const name of Object.keys(attributes)) assign(element, name, attributes[name])
  element.append(...children.filter((child): child is Node | string => !!child || child === ''))
  return element
}

function assign(element: HTMLElement, name: string, value: Attributes[string]) {
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
  else if (value === true) element.setAttribute(name, '')
  else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
}

const SVG = 'http://www.w3.org/2000/svg'

/** A 24 px stroke icon of path data. Says nothing to screen readers: its button has the name. */
export function svg(paths: string, size = 20): SVGSVGElement {
  const image = document.createElementNS(SVG, 'svg')
  const attributes = {
    viewBox: '0 0 24 24',
    width: String(size),
    height: String(size),
    'aria-hidden': 'true',
  }
  for (const name of Object.keys(attributes))
    image.setAttribute(name, attributes[name as keyof typeof attributes])
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', paths)
  image.append(path)
  return image
}
