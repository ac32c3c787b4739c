import { bytes, listOf, textOf } from '../../api/reading.ts'
import { refuse } from '../../api/refusal.ts'
import { isRecord } from '../../wire/fields.ts'
import type { Button } from './menu.ts'

/** Codes and lengths of one level of the menu: at most so many buttons, bytes of UTF-8. */
type Level = { most: number; name: number; codes: Record<'count' | 'type' | 'name' | 'key' | 'url', number> }

const top: Level = {
  most: 3,
  name: 16,
  codes: { count: 40016, type: 40017, name: 40018, key: 40019, url: 40020 },
}
const sub: Level = {
  most: 5,
  name: 60,
  codes: { count: 40022, type: 40023, name: 40024, key: 40025, url: 40026 },
}

/** What each type of button must have. */
const needs: Record<string, ('key' | 'url' | 'media_id' | 'article_id' | 'appid' | 'pagepath')[]> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  media_id: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  miniprogram: ['url', 'appid', 'pagepath'],
}

/** The buttons of a menu. Refuses what breaks the platform's rules, each with its own code. */
export function readButtons(body: unknown): Button[] {
  return readLevel(listOf(body, 'button'), top)
}

function readLevel(given: unknown[], level: Level): Button[] {
  if (given.length < 1 || given.length > level.most) throw refuse(level.codes.count)
  return given.map((button) => readButton(button, level))
}

function readButton(button: unknown, level: Level): Button {
  if (!isRecord(button)) throw refuse(47001)
  const name = textOf(button, 'name')
  if (!name || bytes(name) > level.name) throw refuse(level.codes.name)
  const children = listOf(button, 'sub_button')
  if (children.length === 0) return readLeaf(button, level)
  if (level === sub) throw refuse(sub.codes.count)
  return { name, sub_button: readLevel(children, sub) }
}

function readLeaf(button: Button, { codes }: Level): Button {
  const type = textOf(button, 'type')
  const needed = Object.hasOwn(needs, type) ? needs[type] : undefined
  if (!needed) throw refuse(codes.type)
  for (const name of needed) {
    const code = name === 'key' || name === 'url' ? codes[name] : 40035
    const length = bytes(textOf(button, name))
    if (length < 1 || length > (name === 'key' ? 128 : 1024)) throw refuse(code)
  }
  return { ...button, sub_button: [] }
}
