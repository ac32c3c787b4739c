import type { Official } from '../world.ts'

/** A scene QR code. Permanent ones have no `until`. */
export type Code = { scene: string; ticket: string; url: string; until?: number }

/** The codes that can be scanned now. */
export function liveCodes({ codes, clock }: Official): Code[] {
  return codes.filter(({ until }) => until === undefined || until > clock.now())
}

/** The newest code of a scene, or the one with this address. */
export function codeOf(world: Official, sought: string): Code | undefined {
  return liveCodes(world).findLast(({ scene, url }) => scene === sought || url === sought)
}
