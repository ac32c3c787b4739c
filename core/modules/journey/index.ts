export { type Device, deviceOf as readDevice } from './device.ts'
export {
  type Context,
  contextFor,
  deviceOf,
  endConsent,
  type PathPage,
  pathOf,
  recordConsent,
  recordTouch,
  recordVisit,
} from './service.ts'
export { type SourceText, sourceText } from './label.ts'
export { type Consent, consentOf, hasConsented, touchesOf } from './store.ts'
export { type Touch, touchOfEntry } from './touch.ts'
