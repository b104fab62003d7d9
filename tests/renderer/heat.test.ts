import { expect, test } from 'vitest'
import { HEAT_CELLS } from '../../src-main/core/agreement/disagreement-heat.ts'
import { disagreementMap, shareAt } from '../../src-renderer/results/disagreement-map.ts'
import { HEAT_COLORS, heatColor } from '../../src-renderer/results/heat-colors.ts'

test('the colours grow lighter from end to end, and the ends are the ends of the map', () => {
  const lightness = Array.from({ length: 101 }, (_, at) => {
    const [r, g, b] = heatColor(at / 100)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  })
  expect(lightness).toEqual([...lightness].sort((a, b) => a - b))
  expect([heatColor(-1), heatColor(2)]).toEqual([HEAT_COLORS[0], HEAT_COLORS.at(-1)])
})

test('the scale ends at a round number, and cells where nothing was compared have no share', () => {
  const compared = Array.from({ length: HEAT_CELLS }, (_, cell) => (cell === 0 ? 0 : 100))
  const differing = compared.map((_, cell) => (cell === 33 ? 7 : 0))
  const map = disagreementMap({ compared, differing, pairs: [] }, null)
  expect(map).toMatchObject({ top: 0.1, peak: { share: 0.07, x: 1.5 / 32, y: 1.5 / 32 } })
  expect([shareAt(map, 0, 0), shareAt(map, 0.04, 0.04), shareAt(map, 1, 1)]).toEqual([null, 0.07, 0]) // prettier-ignore
  expect(disagreementMap({ compared, differing: compared.map(() => 0), pairs: [] }, null)).toMatchObject({ share: 0, peak: null, top: 0.01 }) // prettier-ignore
})
