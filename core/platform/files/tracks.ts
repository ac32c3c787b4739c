/** Is there a moving picture in this mp4 (a `vide` handler, ISO 14496-12 §8.4.3) or webm (a codec id `V_…`)? */
export function hasVideo(data: Buffer): boolean {
  return (
    handlersOf(data).includes('vide') ||
    /V_(VP8|VP9|AV1|MPEG)/.test(data.subarray(0, 8192).toString('latin1'))
  )
}

function handlersOf(data: Buffer): string[] {
  const handlers = []
  for (let at = data.indexOf('hdlr'); at >= 0; at = data.indexOf('hdlr', at + 4)) {
    handlers.push(data.toString('latin1', at + 12, at + 16))
  }
  return handlers
}
