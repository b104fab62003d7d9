// Where an editor keeps the prediction that its tools see: shown when the copy tool is in hand, fetched when another
// one needs it.

import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { PredictedLabels } from './predicted-labels.ts'

export interface PredictionShelf {
  /** Null while there is none, or it must not be seen. */
  readonly prediction: Readonly<ShallowRef<PredictedLabels | null>>
  showPrediction(prediction: PredictedLabels | null): void
  /** `fetch` is called when a tool needs the prediction and it is not there; it shows what it finds. */
  fetchPredictionBy(fetch: () => Promise<void>): void
  /** The prediction, fetched if need be; null where none may be seen. */
  neededPrediction(): Promise<PredictedLabels | null>
}

export function createPredictionShelf(): PredictionShelf {
  const prediction = shallowRef<PredictedLabels | null>(null)
  let fetch: () => Promise<void> = () => Promise.resolve()
  return {
    prediction,
    showPrediction: (next) => (prediction.value = next),
    fetchPredictionBy: (next) => (fetch = next),
    async neededPrediction() {
      if (prediction.value === null) await fetch()
      return prediction.value
    },
  }
}
