// The caller's wish to have no answer any more: withdrawn by hand, or gone with its connection.

/** What is needed of an AbortSignal, which is no part of the language. */
export interface Withdrawal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** The caller's AbortSignal, whose type is not known here. */
export function withdrawalOf(signal: unknown): Withdrawal | undefined {
  return signal as Withdrawal | undefined
}

/** Never resolves for a caller that cannot withdraw. */
export function whenWithdrawn(signal: Withdrawal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve()
    else signal?.addEventListener('abort', () => resolve())
  })
}
