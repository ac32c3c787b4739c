import type { App, Module } from '../module.ts'

/**
 * What the modules answer, all of it together; one that has no answer says nothing. They are asked one after the other, as a
 * transaction wants it.
 */
export async function askModules<T>(
  { modules }: Pick<App, 'modules'>,
  ask: (module: Module) => Promise<Iterable<T>> | undefined,
): Promise<T[]> {
  const all: T[] = []
  for (const module of modules) all.push(...((await ask(module)) ?? []))
  return all
}
