import type { Module } from '../../module.ts'
import { expireJob } from './erasing.ts'
import { fetchJob } from './fetching.ts'
import { libraryRoutes } from './routes/library.ts'
import { soundRoutes } from './routes/sound.ts'

export { keepRecording, type RecordedSound, recordedSound } from './keeping.ts'
export type { RecordingBrief } from './recording.ts'
export { recordingsOfCalls } from './store/recordings.ts'
export { recordingBegun, recordingEnded, recordingPaused } from './taking.ts'

/** What was said in calls: fetched from the exchange, kept by rule, heard by those who may, and who heard it. */
export const recordings: Module = {
  id: 'recordings',
  permissions: ['recordings.listen'],
  menu: [
    {
      href: '/recordings',
      label: 'recordings.title',
      icon: 'file-audio',
      permission: 'recordings.listen',
      area: 'admin',
      group: 'phone',
    },
  ],
  routes: (app) => [...libraryRoutes(app), ...soundRoutes(app)],
  jobs: (app) => ({ 'recording.fetch': fetchJob(app), 'recording.expire': expireJob(app) }),
  schedules: [{ name: 'recording-expire', cron: '10 4 * * *', job: 'recording.expire' }],
}
