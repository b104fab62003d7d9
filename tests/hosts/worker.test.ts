// A whole run in a real worker process on a tiny root, and what the next user gets of it.

import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tinyRoot } from './tiny-root.ts'
import { CONFIG, MINUTES, follow, openStudio } from './worker-studio.ts'

test(
  'a run finishes with predictions of every photo, and the next user shares its source training',
  async () => {
    const root = await tinyRoot()
    const { api } = await openStudio(root)
    const { id } = await api.runs.start(CONFIG)
    const events = await follow(api, id)
    expect(events.at(-1)).toEqual({ type: 'statusChanged', status: 'finished', error: null })
    const phases = events.flatMap((event) => (event.type === 'phaseFinished' ? [event.phase] : []))
    expect(phases).toEqual(['features', 'groups', 'source-only', 'stage1', 'stage2'])
    const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []))
    for (const phase of ['features', 'source-only', 'stage1', 'stage2']) {
      expect(notes.join('\n')).toMatch(new RegExp(`^${phase}: waited .* s for photos`, 'm'))
    }

    const run = await api.runs.get({ runId: id })
    expect(run.scores.map(({ stage, checkpoint: kind }) => `${stage} ${kind}`).sort()).toEqual([
      'source-only best',
      'source-only last',
      'stage1 best',
      'stage1 last',
      'stage2 best',
      'stage2 last',
    ])
    expect(run.engine).toContain('onnxruntime-node')
    const folder = join(root, '.pss-studio/runs', id)
    expect(await readdir(join(folder, 'predictions/stage2-last'))).toHaveLength(4)
    expect(await readdir(join(folder, 'entropy/stage1-best'))).toHaveLength(2)
    expect(await readdir(join(folder, 'probability/stage2-last'))).toHaveLength(4)
    const losses = await api.runs.losses({ runId: id })
    expect(losses.map(({ stage }) => stage)).toEqual([
      ...['source-only', 'source-only', 'stage1', 'stage1', 'stage2', 'stage2'],
    ])
    expect(losses.every(({ stepMs = 0, waitMs = -1 }) => waitMs >= 0 && waitMs <= stepMs)).toBe(true) // prettier-ignore

    const stored = await api.runs.imageScores({ runId: id, stage: 'stage2', checkpoint: 'last' })
    const now = await api.runs.evaluate({ runId: id, stage: 'stage2', checkpoint: 'last' })
    expect(now.images.map(({ name, fiou }) => [name, fiou])).toEqual(stored.map(({ name, fiou }) => [name, fiou])) // prettier-ignore
    expect(now.scores.fiou).toEqual(run.scores.find((s) => s.stage === 'stage2' && s.checkpoint === 'last')?.fiou) // prettier-ignore

    const { path } = await api.runs.report({ runId: id })
    const page = await readFile(path, 'utf8')
    expect(page.match(/<img /g)).toHaveLength(10)
    expect(page).not.toMatch(/<script|https?:\/\//)

    const second = await api.runs.start({ ...CONFIG, user: 'id2', stopAfter: 'source-only' })
    const shared = (await follow(api, second.id)).filter(({ type }) => type === 'note')
    expect(JSON.stringify(shared)).toContain('from an earlier run of this root')
    expect(await api.runs.losses({ runId: second.id })).toHaveLength(2)
  },
  8 * MINUTES,
)
