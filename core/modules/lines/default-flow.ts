import type { Flow, Step } from './flow.ts'

/** What a clinic hears at once, before an admin has drawn anything: everything goes to `teamId`, or is taken down. */
export function defaultFlow(teamId: number | undefined): Flow {
  const people: Step =
    teamId === undefined
      ? { to: 'voicemail', teamId: null, prompt: { house: 'unavailable' } }
      : { to: 'queue', teamId }
  return {
    greeting: { house: 'greeting' },
    notice: { house: 'notice' },
    hours: 'clinic',
    start: { to: 'menu', menu: 'm1' },
    closed: { to: 'voicemail', teamId: teamId ?? null, prompt: { house: 'voicemail-closed' } },
    menus: {
      m1: {
        name: '主菜单',
        prompt: { house: 'menu' },
        keys: [
          { key: '1', label: '预约', step: people },
          { key: '2', label: '咨询', step: people },
          { key: '0', label: '人工服务', step: people },
        ],
        seconds: 5,
        tries: 2,
        otherwise: people,
      },
    },
  }
}
