/** Regions that carriers do not let businesses call. Labels: `dialing.region.<region>`. */
export const regions = ['xinjiang', 'tibet'] as const
export type Region = (typeof regions)[number]

const codes: Record<Region, string[]> = {
  xinjiang: '0901 0902 0903 0906 0908 0909 0990 0991 0992 0993 0994 0995 0996 0997 0998 0999'.split(' '),
  tibet: '0891 0892 0893 0894 0895 0896 0897'.split(' '),
}

/** Is a number of this area code (`0991`) not to be called? */
export function isKeptFrom(
  area: string,
  { regions, areas }: { regions: Region[]; areas: string[] },
): boolean {
  return areas.includes(area) || regions.some((region) => codes[region].includes(area))
}

/** Is this the name of a region? */
export function isRegion(text: string): text is Region {
  return regions.some((region) => region === text)
}
