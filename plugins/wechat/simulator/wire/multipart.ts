export type Part = { name: string; filename?: string; data: Buffer }

/** The parts of a multipart/form-data body; none where it is not one. */
export function partsOf(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (!boundary) return []
  return split(body, Buffer.from(`--${boundary}`)).flatMap(partOf)
}

function split(body: Buffer, mark: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  let from = body.indexOf(mark)
  while (from >= 0) {
    const next = body.indexOf(mark, from + mark.length)
    if (next >= 0) pieces.push(body.subarray(from + mark.length, next))
    from = next
  }
  return pieces
}

function partOf(piece: Buffer): Part[] {
  const end = piece.indexOf('\r\n\r\n')
  const header = piece.toString('utf8', 0, Math.max(end, 0))
  const name = /[; ]name="([^"]*)"/i.exec(header)?.[1]
  if (name === undefined) return []
  const filename = /filename="([^"]*)"/i.exec(header)?.[1]
  return [{ name, filename, data: piece.subarray(end + 4, -2) }]
}
