import type { Module } from '../module.ts'
import { agents } from './agents/index.ts'
import { channels } from './channels/index.ts'
import { clinic } from './clinic/index.ts'
import { conversations } from './conversations/index.ts'
import { entries } from './entries/index.ts'
import { housekeeping } from './housekeeping/index.ts'
import { people } from './people/index.ts'
import { rehearsal } from './rehearsal/index.ts'
import { setup } from './setup/index.ts'

/** Every domain of the clinic, in the order of the menu. */
export const modules: Module[] = [
  conversations,
  people,
  clinic,
  channels,
  entries,
  rehearsal,
  agents,
  housekeeping,
  setup,
]
