import type { Capabilities, ChannelKind, Health, Plugin, Settings } from '../../plugin/index.ts'

/** One configured account of one plugin. `refused` waits for an admin, `retrying` for `nextAt`. */
export type ChannelState = 'off' | 'opening' | 'open' | 'retrying' | 'refused'

export type Channel = {
  id: number
  key: string
  plugin: string
  kind: string
  /** What the kind's `identify` says of its settings. */
  account: string
  name: string
  /** Everything but the secrets. */
  settings: Settings
  /** The secrets, sealed by the vault. */
  secrets: string
  state: ChannelState
  reason: string | null
  nextAt: string | null
  deleted: boolean
  createdAt: string
  /** Its provider is the plugin's simulator. */
  rehearsal: boolean
  /** What went wrong last, and when; it may have mended itself since. */
  fault: string | null
  faultAt: string | null
  /** What the plugin said of it when it was last asked, worst first. */
  health: Health[]
  healthAt: string | null
}

/** What a list or a header shows of a channel. `icon` is an address, where the plugin has drawn one. */
export type ChannelBrief = Pick<Channel, 'id' | 'name' | 'plugin' | 'kind' | 'rehearsal'> & { icon?: string }

/** Does an admin want this account open? */
export function isEnabled(channel: Channel): boolean {
  return !channel.deleted && channel.state !== 'off'
}

/** Should this account be opened by itself? A refused one waits until an admin changes or resumes it. */
export function isWanted(channel: Channel): boolean {
  return isEnabled(channel) && channel.state !== 'refused'
}

/** The kind of this account, or undefined where its plugin is not installed. */
export function kindOf(
  plugins: Plugin[],
  channel: { plugin: string; kind: string },
): ChannelKind | undefined {
  const plugin = plugins.find(({ id }) => id === channel.plugin)
  return plugin?.channels?.find(({ kind }) => kind === channel.kind)
}

/** What the composer may offer on this account, in private or in public; nothing where people speak, or the plugin is not installed. */
export function capabilitiesOf(
  plugins: Plugin[],
  channel: { plugin: string; kind: string },
  isPublic = false,
): Capabilities {
  const kind = kindOf(plugins, channel)
  if (kind?.speaks) return { text: { max: 0 } }
  return (isPublic ? kind?.public : undefined) ?? kind?.can ?? { text: { max: 0 } }
}

/** Do messages leave through a job of this account? Otherwise "sent" is the commit. */
export function sends(plugins: Plugin[], channel: { plugin: string; kind: string }): boolean {
  return kindOf(plugins, channel)?.sends === true
}
