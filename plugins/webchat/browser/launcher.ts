import { run, type Commands } from './launcher/run.ts'
import { take, type Inner } from './shared/api.ts'

let commands: Commands | undefined
const waiting: [string, unknown[]][] = []

/** What is called before the loader knows the visitor waits for it. */
take((name, values) => {
  if (name === 'start') {
    commands = run(values[0] as Inner['start'][0])
    waiting.forEach(([called, given]) => call(called, given))
  } else if (commands) call(name, values)
  else waiting.push([name, values])
})

function call(name: string, values: unknown[]) {
  commands?.[name]?.(...(values as never[]))
}
