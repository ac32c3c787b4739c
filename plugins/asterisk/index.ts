import type { Plugin } from 'qiantai/plugin'
import { openDoor } from './door.ts'
import { pbx } from './pbx.ts'

/** Asterisk, 22 or later: the telephone of the clinic. */
export default {
  api: 1,
  id: 'asterisk',
  home: import.meta.dirname,
  channels: [pbx],
  register: openDoor,
} satisfies Plugin
