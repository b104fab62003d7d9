// Every adaptation method, listed once.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Method } from './method.ts'
import { sourceOnly } from './source-only.ts'
import { stage1 } from './stage1.ts'
import { stage2 } from './stage2.ts'

export const METHODS: readonly Method[] = [sourceOnly, stage1, stage2]

/** Throws `notFound` with the choices when there is no such method. */
export function findMethod(name: string): Method {
  const method = METHODS.find((candidate) => candidate.name === name)
  if (method !== undefined) return method
  const choices = METHODS.map((candidate) => candidate.name).join(', ')
  throw new StudioError('notFound', said`methods: there is no ${name}; choose one of ${choices}`)
}
