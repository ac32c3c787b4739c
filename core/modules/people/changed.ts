/** The fact that something about a person has changed. */
export function personChanged(id: number) {
  return { topic: `person:${id}`, type: 'person.changed', ref: id }
}
