// Asks about what changes faster than it is answered: of the questions that come meanwhile only the last is asked.

import type { ToolHost } from './tool.ts'

export interface Latest<Question> {
  ask(question: Question): void
  /** What was asked is not wanted any more. */
  forget(): void
  isWorking(): boolean
}

/** `use` gets each answer that was not forgotten. */
export function askLatest<Question, Answer>(
  host: Pick<ToolHost, 'waitFor'>,
  answerTo: (question: Question) => Promise<Answer>,
  use: (answer: Answer) => void,
): Latest<Question> {
  let turn = 0
  let isAsking = false
  let next: { readonly question: Question } | null = null

  function send(question: Question): void {
    const asked = turn
    isAsking = true
    next = null
    const answer = answerTo(question).finally(() => (isAsking = false))
    host.waitFor(answer, (found) => {
      if (asked === turn) use(found)
      if (next !== null) send(next.question)
    })
  }

  return {
    ask(question) {
      if (isAsking) next = { question }
      else send(question)
    },
    forget() {
      turn++
      next = null
    },
    isWorking: () => isAsking,
  }
}
