// What is wrong with names of photos on other systems, where their files may go. One sentence for all of a kind: a folder
// may hold thousands.

import type { ErrorKind } from '../errors.ts'
import { listOf, said } from '../said.ts'
import type { Said } from '../said.ts'
import { isPortableName, sameElsewhere } from './portable-name.ts'
import type { SameName } from './portable-name.ts'

export interface ForeignNames {
  readonly kind: ErrorKind
  readonly words: Said
}

const MOST_SHOWN = 5

export function foreignNames(names: readonly string[]): ForeignNames[] {
  const same = sameElsewhere(names)
  const inCase = same.filter(({ isSameOnWindows }) => isSameOnWindows)
  const inForm = same.filter(({ isSameOnWindows }) => !isSameOnWindows)
  const impossible = names.filter((name) => !isPortableName(`${name}.png`))
  const found: ForeignNames[] = []
  if (inCase.length > 0) {
    const words = said`expected names that differ in more than upper and lower case, found ${inCase.length} that do not
      (${pairs(inCase)}), and Windows and macOS keep one file of two such names; rename such a photo with its labels before
      the files go there`
    found.push({ kind: 'conflict', words })
  }
  if (inForm.length > 0) {
    const words = said`expected names that differ in more than their Unicode normalisation (NFC or NFD, which look alike), found
      ${inForm.length} that do not (${pairs(inForm)}), and macOS keeps one file of two such names; rename such a photo with its
      labels before the files go there`
    found.push({ kind: 'conflict', words })
  }
  if (impossible.length > 0) {
    const words = said`expected names that Windows can have, found ${impossible.length} that it cannot
      (${shown(impossible.map((name) => `"${name}"`))}); rename such a photo with its labels before the files go there`
    found.push({ kind: 'unsupported', words })
  }
  return found
}

function pairs(same: readonly SameName[]): Said {
  return shown(same.map(({ name, first }) => said`"${name}" beside "${first}"`))
}

function shown(texts: readonly (string | Said)[]): Said {
  return listOf([...texts.slice(0, MOST_SHOWN), ...(texts.length > MOST_SHOWN ? ['…'] : [])])
}
