export { type BrowserPhone, browserPhoneOf, softphoneOf } from './phone.ts'
export { softphoneRoutes } from './routes.ts'
