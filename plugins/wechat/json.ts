import { isTree, type Tree } from './tree.ts'

/**
 * Reads an object of JSON in which every number, flag and null is the text it was: ids of 64 bits would lose their last
 * digits as numbers. Throws where it is no object.
 */
export function readJson(body: Buffer): Tree {
  const tree: unknown = JSON.parse(textIn(body), (_, value: unknown, ...[context]: { source: string }[]) => {
    const isAtom = typeof value !== 'string' && (typeof value !== 'object' || value === null)
    return isAtom ? context?.source : value
  })
  if (!isTree(tree)) throw new SyntaxError('not an object of JSON')
  return tree
}

/** UTF-8, and nothing else. Some names hold control characters, which JSON does not allow. */
function textIn(body: Buffer): string {
  // eslint-disable-next-line no-control-regex
  return new TextDecoder('utf-8', { fatal: true }).decode(body).replace(/[\u0000-\u001f]/g, ' ')
}
