import type { LiveTopic } from '../../module.ts'
import { can } from '../agents/index.ts'

/** `rehearsal:3`: the host whispers on it whenever that phone has changed, and the page fetches the phone. */
export const rehearsalTopic: LiveTopic = {
  kind: 'rehearsal',
  authorize: async (viewer) => can(viewer, 'channels.manage'),
  tells: () => undefined,
  render: async () => [],
}
