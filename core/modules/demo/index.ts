export { loadDemo } from './load.ts'
export { removeDemo } from './remove.ts'
