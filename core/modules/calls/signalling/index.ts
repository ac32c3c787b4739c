export { signallingEndpoint } from './endpoint.ts'
