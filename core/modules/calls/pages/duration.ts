import { durationText } from '../../../platform/http/index.ts'

/** How long ago a moment was, as `durationText`. */
export function since(at: string, now: Date): string {
  return durationText(now.getTime() - Date.parse(at))
}

/** How long it is until a moment, as `durationText`. */
export function until(at: string, now: Date): string {
  return durationText(Date.parse(at) - now.getTime())
}
