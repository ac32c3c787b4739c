import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulator, Stage } from 'qiantai/plugin'
import { avatarOf } from './avatar.ts'
import { type Doings, doingsOf } from './people.ts'
import { act } from './act.ts'
import { viewOf } from './view.ts'
import { verify } from './push/delivery.ts'
import { serve } from './serve.ts'
import { createWorld, type World } from './world.ts'

/** A Weibo that behaves, with what tests ask of it: its people, its state, its faults. */
export type SimulatedWeibo = Simulator & { world: World; doings: Doings; verify: () => Promise<boolean> }

/** Plays Weibo for one account. */
export async function simulate(stage: Stage): Promise<SimulatedWeibo> {
  const world = createWorld(stage)
  const doings = doingsOf(world)
  return {
    world,
    doings,
    verify: () => verify(world),
    settings: settingsOf(world),
    serve: (request, response) => void answer(world, request, response),
    phone: {
      show: () => viewOf(world),
      act: (action) => act(world, doings, action),
      media: (id) => world.media.get(id),
    },
    close: async () => {},
  }
}

function settingsOf({ account, tokens, stage }: World): Simulator['settings'] {
  const { address, callback } = stage
  const [token] = tokens.keys()
  return {
    uid: account.uid,
    appKey: account.appKey,
    appSecret: account.secret,
    token,
    apiHost: address,
    messageHost: address,
    uploadHost: address,
    address: new URL(callback).origin,
    operatorIp: '127.0.0.1',
    pollSeconds: 5,
  }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse) {
  const [, uid] = /^\/avatar\/(\d{1,20})\.png$/.exec(request.url ?? '') ?? []
  try {
    if (uid) return void response.writeHead(200, { 'content-type': 'image/png' }).end(await avatarOf(uid))
    await serve(world, request, response)
  } catch (error) {
    world.stage.log.error({ error }, 'weibo.simulator.failed')
    response.destroy()
  }
}
