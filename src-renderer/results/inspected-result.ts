// One run's result as the comparison walks it: the chosen stage and checkpoint, the images in the order of
// the table, and the one that is shown.

import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef, WritableComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { ImageScore, RunSummary } from '../../src-main/contract/runs.ts'
import { assistGuard } from './assist-guard.ts'
import type { PaneSubject } from './compare-panes.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { STAGES, scoresOf } from './run-scores.ts'
import type { ResultChoice } from './run-scores.ts'
import { useInspection } from '../stores/inspection.ts'
import { useLibrary } from '../stores/library.ts'
import { useResults } from '../stores/results.ts'
import type { Fetched } from '../stores/results.ts'
import { useRuns } from '../stores/runs.ts'

export interface InspectedResult {
  readonly run: ComputedRef<RunSummary | undefined>
  readonly choice: WritableComputedRef<ResultChoice>
  readonly fetched: ComputedRef<Fetched<readonly ImageScore[]> | undefined>
  readonly listed: ComputedRef<readonly ImageScore[]>
  /** Of the shown image in the list, from 0; -1 when it is not in it. */
  readonly position: ComputedRef<number>
  readonly score: ComputedRef<ImageScore | undefined>
  readonly image: ComputedRef<ImageSummary | undefined>
  readonly subject: ComputedRef<PaneSubject>
  /** False while the shown photo is to be labelled without knowing. */
  readonly mayLook: ComputedRef<boolean>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  load(): Promise<void>
  step(offset: number): void
  chooseStage(index: number): void
  switchCheckpoint(): void
}

export interface InspectedKey {
  readonly runId: string
  readonly name?: string | undefined
}

/** Shows the first of the list when the address names no image. */
export function useInspectedResult(key: InspectedKey): InspectedResult {
  const router = useRouter()
  const library = useLibrary()
  const { run, choice, fetched, listed } = useChosenResult(key)
  const position = computed(() => listed.value.findIndex((score) => score.name === key.name))
  const user = computed(() => run.value?.config.user ?? '')
  const image = computed(() => {
    const images = library.imagesOf.get(user.value) ?? []
    return images.find((candidate) => candidate.name === key.name)
  })

  function show(name: string): void {
    void router.replace({ name: 'compare', params: { runId: key.runId, name } })
  }

  watch(
    [listed, () => key.name],
    () => {
      const first = listed.value[0]
      if ((key.name ?? '') === '' && first !== undefined) show(first.name)
    },
    { immediate: true },
  )

  return {
    run,
    choice,
    fetched,
    listed,
    position,
    image,
    mayLook: computed(() => assistGuard(image.value, library.summary?.settings).mayLook),
    score: computed(() => listed.value[position.value]),
    subject: computed(() => ({
      user: user.value,
      name: key.name ?? '',
      runId: key.runId,
      maskVersion: library.lastSavedRevision,
      ...choice.value,
    })),
    ...useRunLoading(key),
    ...stageChoosing(run, choice),
    step(offset) {
      const next = listed.value[position.value + offset]
      if (next !== undefined) show(next.name)
    },
  }
}

function useChosenResult(
  key: InspectedKey,
): Pick<InspectedResult, 'run' | 'choice' | 'fetched' | 'listed'> {
  const runs = useRuns()
  const results = useResults()
  const inspection = useInspection()
  const run = computed(() => runs.byId.get(key.runId))
  const choice = computed<ResultChoice, ResultChoice>({
    get: () =>
      run.value ? inspection.choiceOf(run.value) : { stage: 'stage2', checkpoint: 'last' },
    set: (value) => inspection.choose(key.runId, value),
  })
  watch(choice, (value) => void results.loadScores({ runId: key.runId, ...value }), {
    immediate: true,
  })
  const fetched = computed(() => results.scoresOf({ runId: key.runId, ...choice.value }))
  const listed = computed(() =>
    fetched.value?.state === 'ready' ? inspection.listed(fetched.value.value) : [],
  )
  return { run, choice, fetched, listed }
}

function useRunLoading(key: InspectedKey): Pick<InspectedResult, 'failure' | 'load'> {
  const runs = useRuns()
  const library = useLibrary()
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    try {
      const found = await runs.fetch(key.runId)
      await library.loadImages(found.config.user)
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  watch(() => key.runId, load, { immediate: true })
  return { failure, load }
}

function stageChoosing(
  run: InspectedResult['run'],
  choice: InspectedResult['choice'],
): Pick<InspectedResult, 'chooseStage' | 'switchCheckpoint'> {
  return {
    chooseStage(index) {
      const stage = STAGES[index]
      if (!run.value || stage === undefined) return
      const { checkpoint } = choice.value
      const found = scoresOf(run.value, stage, checkpoint) ?? scoresOf(run.value, stage, 'last')
      if (found) choice.value = { stage, checkpoint: found.checkpoint }
    },
    switchCheckpoint() {
      if (!run.value) return
      const checkpoint = choice.value.checkpoint === 'last' ? 'best' : 'last'
      if (scoresOf(run.value, choice.value.stage, checkpoint))
        choice.value = { ...choice.value, checkpoint }
    },
  }
}
