/** The staff of every test. lin owns the place; hao is in the team "skin" and yun is not. */
export const staff = {
  lin: { name: '林琳', email: 'lin@clinic.test', role: 'owner' },
  mei: { name: '梅姐', email: 'mei@clinic.test', role: 'supervisor' },
  hao: { name: '郝医生', email: 'hao@clinic.test', role: 'agent' },
  yun: { name: '云云', email: 'yun@clinic.test', role: 'agent' },
} as const

/** The team of mei and hao. */
export const team = '皮肤'

export type StaffName = keyof typeof staff

/** The customers of every test, by what channels call them. */
export const visitors = { anna: 'visitor-anna', bo: 'visitor-bo' } as const

/** Everybody's password in tests. */
export const password = 'correct horse battery'
