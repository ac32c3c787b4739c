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
  assign(element, attributes)
  element.append(...children.filter((child): child is Node | string => !!child || child === ''))
  return element
}

function assign(element: Element, attributes: Attributes) {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
}

const SVG = 'http://www.w3.org/2000/svg'

/** A 24 px stroke icon of path data. Says nothing to screen readers: its button has the name. */
export function svg(paths: string, size = 20, kind?: string): SVGSVGElement {
  const image = document.createElementNS(SVG, 'svg')
  assign(image, { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: kind })
  const path = document.createElementNS(SVG, 'path')
  assign(path, { d: paths })
  image.append(path)
  return image
}
