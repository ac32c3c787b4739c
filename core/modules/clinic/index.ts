import type { Module } from '../../module.ts'
import { clinicRoutes } from './routes.ts'

export { clinicForms, saveHours, savePrivacy } from './forms.ts'
export { saveLook } from './look.ts'
export { clinicForm } from './routes.ts'
export { brandOf, clinicOf, keepBrand, keepTimezone, openingHours, saveClinic } from './service.ts'
export { readSetting, removeSetting, writeSetting } from './store.ts'

/** What the clinic says of itself: name, look, hours, privacy text. */
export const clinic: Module = {
  id: 'clinic',
  permissions: ['settings.manage'],
  menu: [
    {
      href: '/admin/clinic',
      label: 'clinic.title',
      icon: 'building-2',
      permission: 'settings.manage',
      area: 'admin',
    },
  ],
  routes: clinicRoutes,
}
