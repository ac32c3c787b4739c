export { addressFor } from './address-for.ts'
export { createFetch, type Fetch } from './fetch.ts'
