/** The fact that a text or a code of a conversation has come further, for `append`: told on `texts:<conversation>`. */
export function textChanged(conversationId: number, id: number) {
  return { topic: `texts:${conversationId}`, type: 'text.state', ref: id }
}
