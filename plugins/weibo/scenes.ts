/** A permanent code of Weibo says a number from 1 to 100,000; three of our letters and digits fit into that. */
export const codeLength = 3
export const sceneKind = 'QR_LIMIT_SCENE'

/** The number that stands for a code of ours. */
export function sceneOf(code: string): number {
  return parseInt(code, 36) + 1
}

/** The code behind the key of a scan (`QR_LIMIT_SCENE_4711`), or undefined where it is none of ours. */
export function codeOfScene(key: string): string | undefined {
  const [, digits] = /^QR_LIMIT_SCENE_(\d{1,6})$/.exec(key) ?? []
  const number = Number(digits)
  if (!(number >= 1 && number <= 36 ** codeLength)) return undefined
  return (number - 1).toString(36).padStart(codeLength, '0')
}
