/**
 * What the platform tells, as text all through: numbers keep their digits, however many. The names of XML are in lower
 * case, since the platform writes MsgId and MsgID; those of JSON are as they came.
 */
export type Tree = { [name: string]: Value }
export type Value = string | Tree | Value[]

/** The text under this name; '' where there is none. */
export function textOf(tree: Tree, name: string): string {
  const value = tree[name]
  return typeof value === 'string' ? value : ''
}

/** What is under this name; empty where there is nothing. */
export function treeOf(tree: Tree, name: string): Tree {
  const value = tree[name]
  return isTree(value) ? value : {}
}

/** All there is under this name: one is a list of one. */
export function listOf(tree: Tree, name: string): Tree[] {
  return [tree[name] ?? []].flat().filter(isTree)
}

/** Is it neither a text nor a list? */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A whole count or time; 0 where it is none. For what is small by its nature, never for ids. */
export function numberOf(tree: Tree, name: string): number {
  return Number(textOf(tree, name)) || 0
}
