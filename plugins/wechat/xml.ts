import { XMLParser } from 'fast-xml-parser'
import type { Tree, Value } from './tree.ts'

const longest = 256 * 1024
const cdata = '#cdata'
const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  ignoreDeclaration: true,
  cdataPropName: cdata,
  transformTagName: (name) => name.toLowerCase(),
})

/** Reads what the platform sends: the elements of `<xml>`, names in lower case. Throws where it is anything else. */
export function readXml(body: Buffer): Tree {
  if (body.length > longest) throw new SyntaxError('too much XML')
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  if (/<!(DOCTYPE|ENTITY)/i.test(withoutWords(text))) throw new SyntaxError('XML with a document type')
  const nodes: Node[] = parser.parse(text, true)
  const root = nodes.find((node) => 'xml' in node)
  const value = root && valueOf(childrenOf(root, 'xml'))
  if (!value || typeof value === 'string' || Array.isArray(value))
    throw new SyntaxError('no XML of the platform')
  return value
}

/** A customer may well write `<!DOCTYPE` to a clinic: in CDATA that is a text like another. */
function withoutWords(text: string): string {
  return text.replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')
}

/** Writes `<xml>` with these elements, in their order; lists become elements of the same name. */
export function writeXml(tree: Tree): string {
  return `<xml>${elements(tree)}</xml>`
}

type Node = Record<string, Node[] | string>

function childrenOf(node: Node, name: string): Node[] {
  const children = node[name]
  return Array.isArray(children) ? children : []
}

function valueOf(nodes: Node[]): Value {
  const named = nodes.flatMap((node) => {
    const name = nameOf(node)
    return name === undefined ? [] : [[name, valueOf(childrenOf(node, name))] as const]
  })
  if (named.length === 0) return nodes.map(wordsOf).join('')
  const groups = Map.groupBy(named, ([name]) => name)
  return Object.fromEntries(
    [...groups].map(([name, all]) => [
      name,
      all.length > 1 ? all.map(([, value]) => value) : (all[0]?.[1] ?? ''),
    ]),
  )
}

function nameOf(node: Node): string | undefined {
  return Object.keys(node).find((name) => !['#text', cdata, ':@'].includes(name))
}

/** What stands in CDATA means what it says; elsewhere five signs are written as entities. */
function wordsOf(node: Node): string {
  if (cdata in node)
    return childrenOf(node, cdata)
      .map((part) => String(part['#text'] ?? ''))
      .join('')
  return decoded(String(node['#text'] ?? ''))
}

const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (entity, name: string) => signs[name] ?? entity)
}

function elements(tree: Tree): string {
  return Object.entries(tree)
    .flatMap(([name, value]) => [value].flat().map((one) => `<${name}>${contentOf(one)}</${name}>`))
    .join('')
}

function contentOf(value: Value): string {
  if (typeof value !== 'string') return Array.isArray(value) ? '' : elements(value)
  if (/^\d+$/.test(value)) return value
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
