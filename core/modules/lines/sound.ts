/** A sound of the clinic's own: WAV, 8 kHz, mono, 16 bits. */
export type OwnSound = {
  id: number
  /** In its address; a replaced sound gets another, so that no exchange keeps the old one. */
  uid: string
  /** The sound of the house that it stands for, or null. */
  key: string | null
  name: string
  fileId: number | null
  ms: number
  deleted: boolean
  createdAt: string
}
