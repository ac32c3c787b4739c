import type { App } from '../../../module.ts'

/** What is entered in a desk phone of this exchange; where there is nothing, why: `lines.phones.no-server.<missing>`. */
export function deskLine(app: App, channelId: number) {
  const voice = app.channels.open(channelId)?.voice
  if (!voice) return { missing: 'away' as const }
  const line = voice.desk?.()
  if (!line) return { missing: 'unknown' as const }
  const { server, port, transport } = line
  return { server, port: String(port), transport: transport.toUpperCase() }
}
