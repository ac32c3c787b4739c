import type { App, LiveTopic } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { can } from '../agents/index.ts'
import { hasPart } from './access.ts'
import { findCall } from './store/calls.ts'

/** `call:12`: that something about the call is new, for those who are in it, or were, and who supervise them. */
export function callTopic(app: App): LiveTopic {
  return {
    kind: 'call',
    async authorize(viewer, id) {
      const call = await findCall(app.db, Number(id))
      return call !== undefined && hasPart(app, viewer, call)
    },
    tells: ({ topic }) => (topic.startsWith('call:') ? topic : undefined),
    render: async (events) => events.map(hint),
  }
}

/** `phone:3`: that the agent's own phone shows something else now, or why they are away. */
export const phoneTopic: LiveTopic = {
  kind: 'phone',
  authorize: async (viewer, id) => String(viewer.agentId) === id,
  tells: ({ topic }) => (topic.startsWith('phone:') ? topic : undefined),
  render: async (events) => events.map(hint),
}

/** `calls`: that a call, a phone or an exchange is different, for boards. */
export const callsTopic: LiveTopic = {
  kind: 'calls',
  authorize: async (viewer) => can(viewer, 'calls.supervise'),
  tells: ({ topic, type }) =>
    topic === 'calls' || type === 'call.changed' || type === 'phone.state' ? 'calls' : undefined,
  render: async (events) => events.map(hint),
}

function hint({ type, ref, data }: Event) {
  return { data: { ...data, type, ref } }
}
