// The loss curves of one stage as inline SVG, readable without scripts.

import type { LossPoint } from '../../../contract/runs.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

const WIDTH = 420
const HEIGHT = 180
const MARGIN = { left: 44, right: 8, top: 8, bottom: 24 }
const COLOURS = [
  '#2563eb',
  '#dc2626',
  '#059669',
  '#d97706',
  '#7c3aed',
  '#0891b2',
  '#be185d',
  '#65a30d',
  '#78350f',
  '#334155',
]

interface Curve {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [iteration: number, value: number])[]
}

export function lossChart(title: string, points: readonly LossPoint[]): Html {
  const curves = curvesOf(points)
  const values = curves.flatMap((curve) => curve.points.map(([, value]) => value))
  const highest = Math.max(1e-9, ...values)
  const last = Math.max(1, ...points.map(({ iteration }) => iteration))
  const x = (iteration: number): number => MARGIN.left + (iteration / last) * (WIDTH - MARGIN.left - MARGIN.right) // prettier-ignore
  const y = (value: number): number => HEIGHT - MARGIN.bottom - (value / highest) * (HEIGHT - MARGIN.top - MARGIN.bottom) // prettier-ignore
  const lines = curves.map(({ colour, points: own }) => {
    const path = own.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    return html`<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${path}" />`
  })
  const legend = curves.map(
    ({ name, colour }) => html`<span style="color:${colour}">&#9644; ${name}</span> `,
  )
  return html`<figure class="chart">
    <figcaption>${title}: loss over iterations</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="loss curves of ${title}">
      <line x1="${MARGIN.left}" y1="${y(0)}" x2="${WIDTH}" y2="${y(0)}" stroke="#999" />
      <text x="${MARGIN.left - 4}" y="${y(0)}" text-anchor="end">0</text>
      <text x="${MARGIN.left - 4}" y="${y(highest) + 8}" text-anchor="end">
        ${highest.toPrecision(3)}
      </text>
      <text x="${WIDTH - MARGIN.right}" y="${HEIGHT - 8}" text-anchor="end">${last}</text>
      ${lines}
    </svg>
    <p class="legend">${legend}</p>
  </figure>`
}

function curvesOf(points: readonly LossPoint[]): Curve[] {
  const names = [...new Set(points.flatMap(({ losses }) => Object.keys(losses)))].sort()
  return names.map((name, i) => ({
    name,
    colour: COLOURS[i % COLOURS.length] ?? '#000',
    points: points.flatMap(({ iteration, losses }) => {
      const value = losses[name]
      return value === undefined ? [] : [[iteration, value] as const]
    }),
  }))
}
