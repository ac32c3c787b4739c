export { createFetch, type Fetch } from './fetch.ts'
