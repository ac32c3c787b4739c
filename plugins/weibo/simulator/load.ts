import { get as plain } from 'node:http'
import { get as secure } from 'node:https'
import { type Media, nextId, type World } from './world.ts'

const patience = 5000
const largest = 5 * 1024 * 1024

/** Loads a picture of an article, as the customer's phone would. Answers the id under which the phone shows it. */
export async function fetchPicture(world: World, address: string): Promise<string | undefined> {
  try {
    const media = await load(address)
    const id = nextId()
    world.media.set(id, media)
    return id
  } catch (error) {
    world.stage.log.warn({ reason: String(error) }, 'weibo.simulator.no-picture')
    return undefined
  }
}

async function load(address: string): Promise<Media> {
  const { promise, resolve, reject } = Promise.withResolvers<Media>()
  const get = address.startsWith('https:') ? secure : plain
  const request = get(address, { signal: AbortSignal.timeout(patience), agent: false }, async (response) => {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const data = Buffer.concat(chunks)
      const mime = response.headers['content-type'] ?? ''
      const isPicture = response.statusCode === 200 && mime.startsWith('image/') && data.length <= largest
      if (!isPicture) throw new Error(`${response.statusCode} ${mime}`)
      resolve({ mime, data })
    } catch (error) {
      reject(error)
    }
  })
  request.on('error', reject)
  return promise
}
