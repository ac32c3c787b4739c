import { readDevice } from '../../journey/index.ts'
import type { Session } from '../store/sessions.ts'

/** Sessions as the tables of devices show them: `device` is "system · browser", or '' where neither is known. */
export function sessionViews(sessions: Session[], ownId: number) {
  return sessions.map((session) => ({
    ...session,
    device: deviceName(session.userAgent),
    current: session.id === ownId,
  }))
}

function deviceName(userAgent: string): string {
  const { system, browser } = readDevice(userAgent)
  return [system, browser].filter(Boolean).join(' · ')
}
