import type { LineContent } from '../phone/lines.ts'

const anchor = /<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gis

/** A text as the phone shows it: links by their words, and those of the kind `weixin://bizmsgmenu` as answers to touch. */
export function readText(text: string): LineContent {
  const choices = [...text.matchAll(anchor)].flatMap(([, address = '', words = '']) => choice(address, words))
  const plain = text.replace(anchor, '$2')
  return choices.length > 0 ? { text: plain, choices } : { text: plain }
}

function choice(address: string, words: string): { id: string; text: string }[] {
  if (!address.startsWith('weixin://bizmsgmenu?')) return []
  const query = new URLSearchParams(address.slice(address.indexOf('?')))
  return [{ id: query.get('msgmenuid') ?? '', text: query.get('msgmenucontent') ?? words }]
}
