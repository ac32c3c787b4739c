import type { Module } from '../../module.ts'
import { phonesTopic } from './live.ts'
import { documentRoutes } from './routes/documents.ts'
import { flowRoutes } from './routes/flows.ts'
import { lineRoutes } from './routes/lines.ts'
import { phoneRoutes } from './routes/phones.ts'
import { queueRoutes } from './routes/queues.ts'
import { soundFileRoute } from './routes/sound-files.ts'
import { soundRoutes } from './routes/sounds.ts'
import { phonesJob } from './service/phones.ts'

export { soundUrls } from './address.ts'
export { codeSounds } from './code.ts'
export { defaultFlow } from './default-flow.ts'
export { type Device, type Extension, phoneName } from './extension.ts'
export type { Flow, Menu, QueueSettings, SoundRef, Step } from './flow.ts'
export { type HouseSound, houseSounds } from './house-sound.ts'
export { type Line, type LineState, stateAt } from './line.ts'
export { areaOf, e164, isArea } from './number.ts'
export { deskLine } from './pages/desk-line.ts'
export { placeSounds } from './place.ts'
export { addExtensions } from './service/extensions.ts'
export { keepPhones } from './service/keep-phones.ts'
export { addFlow } from './service/flows.ts'
export { addLine } from './service/lines.ts'
export { chooseDevice } from './service/own-phone.ts'
export { phoneOf, phonesOf, pushPhones, setPhoneOnline, setPhonesOnline } from './service/phones.ts'
export { queueDefaults } from './queue.ts'
export { extensionByPhone, extensionOf, listExtensions } from './store/extensions.ts'
export { flowOf } from './store/flows.ts'
export { findLine, lineByNumber, listLines } from './store/lines.ts'
export { allQueueSettings, queueSettings } from './store/queues.ts'

/** What an admin sets up for the telephone: numbers, menus, sounds, queues and staff's phones. */
export const lines: Module = {
  id: 'lines',
  permissions: ['lines.manage'],
  menu: [
    {
      href: '/admin/lines',
      label: 'lines.title',
      icon: 'phone',
      permission: 'lines.manage',
      area: 'admin',
      group: 'phone',
    },
  ],
  routes: (app) => [
    ...lineRoutes(app),
    ...documentRoutes(app),
    ...flowRoutes(app),
    ...soundRoutes(app),
    ...queueRoutes(app),
    ...phoneRoutes(app),
    soundFileRoute(app),
  ],
  live: (app) => [phonesTopic(app)],
  jobs: (app) => ({ 'lines.phones': phonesJob(app) }),
}
