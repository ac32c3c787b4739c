import { Application } from '@hotwired/stimulus'
import { FlowEditorController } from './lines/flow-editor.ts'
import { FlowListenController } from './lines/flow-listen.ts'
import { SoundMakerController } from './lines/sound-maker.ts'
import { SoundOpenController } from './lines/sound-open.ts'
import { SoundPickController } from './lines/sound-pick.ts'
import { SoundPlayController } from './lines/sound-play.ts'

const controllers = {
  'flow-editor': FlowEditorController,
  'flow-listen': FlowListenController,
  'sound-maker': SoundMakerController,
  'sound-open': SoundOpenController,
  'sound-pick': SoundPickController,
  'sound-play': SoundPlayController,
}

const application = Application.start()
for (const [name, controller] of Object.entries(controllers)) application.register(name, controller)
