import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { Channel, Happening, Incoming } from '../../core/plugin/index.ts'
import { addAccount, type TestApp } from '../../core/testing/index.ts'
import { openConversation } from './desk.ts'
import type { Stage } from './stage.ts'

/** The club's two accounts: what its customers say and do there. */
export type Club = {
  member: Channel
  wall: Channel
  says: (channel: Channel, who: string, text: string, more?: Partial<Incoming>) => Promise<void>
  does: (who: string, type: Happening['type']) => Promise<void>
  /** lin at the desk, with the conversation open in which this was said. */
  meets: (text: string, options?: Parameters<Stage['agent']>[1]) => Promise<Page>
}

export async function openClub(stage: Stage): Promise<Club> {
  const { clinic } = stage
  const member = await account(clinic, 'member')
  const wall = await account(clinic, 'wall')
  return {
    member,
    wall,
    async says(channel, who, text, more = {}) {
      await channel.receive({ who, externalId: randomUUID(), text, ...more })
      await clinic.drain()
    },
    async does(who, type) {
      await member.happened({ who, externalId: randomUUID(), type, opens: true })
      await clinic.drain()
    },
    async meets(text, options) {
      const desk = await stage.agent('lin', options, '/desk?view=all')
      await openConversation(desk, text)
      return desk
    },
  }
}

async function account(clinic: TestApp, kind: string): Promise<Channel> {
  const key = await addAccount(clinic, { plugin: 'club', kind, settings: { account: kind } })
  const open = clinic.host.accounts.withKey('club', key)
  if (!open) throw new Error(`${kind} is not open`)
  return open.channel
}
