import type { App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import { deskLine, type Device, extensionOf, phoneOf } from '../../lines/index.ts'
import { agentLine } from '../store/agent-lines.ts'

const devices: Device[] = ['browser', 'desk']

/** What the page of the own phone shows; without an extension, whether the viewer could give themselves one. */
export async function phonePage(app: App, viewer: Viewer) {
  const extension = await extensionOf(app.db, viewer.agentId)
  if (!extension) return { mayGive: can(viewer, 'lines.manage') }
  const { number, device, auto, online, channelId } = extension
  const desk = await phoneOf(app, extension, 'desk')
  return {
    own: {
      number,
      device,
      auto,
      isOnline: online[device],
      isAway: app.channels.open(channelId)?.voice === undefined,
      devices: devices.map((id) => ({ id, isChosen: id === device, isOnline: online[id] })),
      desk,
      line: deskLine(app, channelId),
      isParked: Boolean((await agentLine(app.db, viewer.agentId)).parked),
    },
  }
}
