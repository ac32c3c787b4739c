import type { HookAnswer, Push } from 'qiantai/plugin'
import { readJson } from '../json.ts'
import { isTree, numberOf, type Tree, textOf, type Value } from '../tree.ts'
import { digest } from '../uid.ts'
import { readXml } from '../xml.ts'

/** Reads what the platform posts: XML or, for mini programs that chose so, JSON. Names in lower case. Throws on anything else. */
export function readPush(body: Buffer): Tree {
  return body[0] === '{'.charCodeAt(0) ? lowered(readJson(body)) : readXml(body)
}

/** When the platform says that it was done, milliseconds; undefined where it does not say. */
export function momentOf(push: Tree): number | undefined {
  return numberOf(push, 'createtime') * 1000 || undefined
}

/** What is stored of a push: once for a message, once for what a customer did; in order for each customer. */
export function pushOf(tree: Tree, body: string): Push {
  return { key: keyOf(tree), order: textOf(tree, 'fromusername').slice(0, 100), body }
}

/** Keeps a push, and tells the platform that it has come. */
export function keeping(push: Tree, text: string): HookAnswer {
  const headers = { 'content-type': 'text/plain' }
  return { status: 200, body: 'success', headers, keep: pushOf(push, text) }
}

/** Only messages have ids of their own. */
function keyOf(tree: Tree): string {
  const [id, who] = [textOf(tree, 'msgid'), textOf(tree, 'fromusername')]
  if (textOf(tree, 'msgtype') !== 'event' && id) return `message:${digest(id)}`
  const parts = [who, ...['createtime', 'event', 'eventkey'].map((name) => textOf(tree, name)), id]
  return `event:${digest(parts.join('\n'))}`
}

function lowered(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [name.toLowerCase(), loweredValue(value)]),
  )
}

function loweredValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(loweredValue)
  return isTree(value) ? lowered(value) : value
}
