import './trusted.ts'
import '@hotwired/turbo'
import { Application } from '@hotwired/stimulus'
import { startClocks } from './support/clocks.ts'
import { keepSending, keepWriting } from './support/written.ts'
import './support/streams.ts'
import { AccentController } from './controllers/accent.ts'
import { AttachController } from './controllers/attach.ts'
import { ColourController } from './controllers/colour.ts'
import { ComposerController } from './controllers/composer.ts'
import { ConnectionController } from './controllers/connection.ts'
import { ConversationController } from './controllers/conversation.ts'
import { CopyController } from './controllers/copy.ts'
import { DeskController } from './controllers/desk.ts'
import { EmojiController } from './controllers/emoji.ts'
import { FlashController } from './controllers/flash.ts'
import { FollowController } from './controllers/follow.ts'
import { HoursController } from './controllers/hours.ts'
import { InlineController } from './controllers/inline.ts'
import { KeysController } from './controllers/keys.ts'
import { LeftoverController } from './controllers/leftover.ts'
import { LightboxController } from './controllers/lightbox.ts'
import { ListController } from './controllers/list.ts'
import { MenuEditorController } from './controllers/menu-editor.ts'
import { MentionController } from './controllers/mention.ts'
import { MenuController } from './controllers/menu.ts'
import { NotifyController } from './controllers/notify.ts'
import { PaletteController } from './controllers/palette.ts'
import { PanesController } from './controllers/panes.ts'
import { PhoneController } from './controllers/phone.ts'
import { PictureController } from './controllers/picture.ts'
import { PileController } from './controllers/pile.ts'
import { RecorderController } from './controllers/recorder.ts'
import { RehearsalController } from './controllers/rehearsal.ts'
import { SearchController } from './controllers/search.ts'
import { SecretController } from './controllers/secret.ts'
import { SheetController } from './controllers/sheet.ts'
import { StrengthController } from './controllers/strength.ts'
import { TargetController } from './controllers/target.ts'
import { ThemeController } from './controllers/theme.ts'
import { TimelineController } from './controllers/timeline.ts'
import { ToastController } from './controllers/toast.ts'
import { VoiceController } from './controllers/voice.ts'

const controllers = {
  accent: AccentController,
  attach: AttachController,
  colour: ColourController,
  composer: ComposerController,
  connection: ConnectionController,
  conversation: ConversationController,
  copy: CopyController,
  desk: DeskController,
  emoji: EmojiController,
  flash: FlashController,
  follow: FollowController,
  hours: HoursController,
  inline: InlineController,
  keys: KeysController,
  leftover: LeftoverController,
  lightbox: LightboxController,
  list: ListController,
  mention: MentionController,
  menu: MenuController,
  'menu-editor': MenuEditorController,
  notify: NotifyController,
  palette: PaletteController,
  panes: PanesController,
  phone: PhoneController,
  picture: PictureController,
  pile: PileController,
  recorder: RecorderController,
  rehearsal: RehearsalController,
  search: SearchController,
  secret: SecretController,
  sheet: SheetController,
  strength: StrengthController,
  target: TargetController,
  theme: ThemeController,
  timeline: TimelineController,
  toast: ToastController,
  voice: VoiceController,
}

const application = Application.start()
for (const [name, controller] of Object.entries(controllers)) application.register(name, controller)
startClocks()
keepWriting()
keepSending()

// Turbo may still be reading a page when somebody goes to the next one; what it drops then is no error.
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof DOMException && event.reason.name === 'AbortError') event.preventDefault()
})
