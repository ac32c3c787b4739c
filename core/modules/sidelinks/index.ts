import type { Module } from '../../module.ts'
import { customerRoutes } from './routes/customer.ts'
import { staffRoutes } from './routes/staff.ts'
import { settingsRoutes } from './routes/settings.ts'
import { sidelinksTopic } from './telling.ts'

export { sheetDeed } from './routes/staff.ts'
export { tokenOf } from './token.ts'

/** Short-lived pages on which a customer sends what the channel they are on cannot carry. */
export const sidelinks: Module = {
  id: 'sidelinks',
  menu: [
    {
      href: '/admin/side-links',
      label: 'sidelinks.settings.title',
      icon: 'qr-code',
      permission: 'reception.manage',
      area: 'admin',
      group: 'reception',
    },
  ],
  routes: (app) => [...staffRoutes(app), ...customerRoutes(app), ...settingsRoutes(app)],
  live: (app) => [sidelinksTopic(app)],
}
