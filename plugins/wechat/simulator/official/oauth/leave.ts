import type { Patient } from '../../world/patient.ts'

/** Leave that a patient gave on the consent page; its code serves once, for five minutes. */
export type Leave = {
  patient: Patient
  scope: string
  until: number
  used: boolean
  accessToken?: string
  refreshToken?: string
}
