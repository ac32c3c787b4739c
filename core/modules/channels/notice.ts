import type { Notice } from '../../plugin/index.ts'

/** A part of a notice: words that the provider has approved, or the place of the value with this key. */
export type Piece = { text: string; key?: undefined } | { key: string; text?: undefined }

const place = /\{\{\s*([^{}\s]+)\s*\}\}/

/** The words of a notice, cut where values go. */
export function piecesOf({ text }: Pick<Notice, 'text'>): Piece[] {
  return text.split(place).map((piece, index) => (index % 2 === 0 ? { text: piece } : { key: piece }))
}
