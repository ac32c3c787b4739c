import type { PhoneAction } from 'qiantai/plugin'
import type { Patient } from '../world/patient.ts'
import { refusal } from './phone.ts'

/** Is there a question on the phone that can be answered with a touch? */
export const isAsked = ({ lines }: Patient): boolean => lines.some(({ choices }) => choices)

/** The answer that was touched. Refuses one that no question has. */
export function chosen(
  { lines }: Patient,
  { line, id }: PhoneAction & { type: 'answer' },
): { id: string; text: string } {
  const choices = lines.find((shown) => shown.id === line)?.choices
  const choice = choices?.find((offered) => offered.id === id)
  if (!choice) throw refusal('answer')
  return choice
}
