export { type Loaded, loadDemo } from './load.ts'
export { removeDemo, type Removed } from './remove.ts'
