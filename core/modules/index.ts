import type { Module } from '../module.ts'
import { agents } from './agents/index.ts'
import { alerting } from './alerting/index.ts'
import { calls } from './calls/index.ts'
import { board } from './board/index.ts'
import { channels } from './channels/index.ts'
import { clinic } from './clinic/index.ts'
import { conversations } from './conversations/index.ts'
import { dialing } from './dialing/index.ts'
import { entries } from './entries/index.ts'
import { housekeeping } from './housekeeping/index.ts'
import { lines } from './lines/index.ts'
import { people } from './people/index.ts'
import { reception } from './reception/index.ts'
import { ratings } from './ratings/index.ts'
import { recordings } from './recordings/index.ts'
import { rehearsal } from './rehearsal/index.ts'
import { setup } from './setup/index.ts'
import { sidelinks } from './sidelinks/index.ts'
import { tasks } from './tasks/index.ts'
import { texting } from './texting/index.ts'
import { timers } from './timers/index.ts'

/** Every domain of the clinic, in the order of the menu. */
export const modules: Module[] = [
  conversations,
  tasks,
  people,
  clinic,
  channels,
  reception,
  timers,
  alerting,
  texting,
  sidelinks,
  lines,
  dialing,
  calls,
  board,
  ratings,
  entries,
  recordings,
  rehearsal,
  agents,
  housekeeping,
  setup,
]
