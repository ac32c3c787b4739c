export { type Device, deviceOf as readDevice } from './device.ts'
export {
  type Context,
  contextFor,
  deviceOf,
  endConsent,
  identitiesOnSite,
  type PathPage,
  pathOf,
  recordConsent,
  recordTouch,
  recordVisit,
} from './service.ts'
export { namedSites, sourceName, type SourceText, sourceText } from './label.ts'
export { sourceClasses } from './sources.ts'
export { type Consent, consentOf, hasConsented, touchesOf } from './store.ts'
export { type Touch, touchOfEntry } from './touch.ts'
