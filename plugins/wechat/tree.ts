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

/** What a table of ours has under a name of theirs, which may be any word. */
export function entryOf<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** Is it neither a text nor a list? */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A count, time or place; 0 where it is none. For what is a number by its nature, never for ids. */
export function numberOf(tree: Tree, name: string): number {
  return Number(textOf(tree, name)) || 0
}
