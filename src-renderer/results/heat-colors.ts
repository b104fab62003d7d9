// A perceptually even colour map (inferno) from dark, for little, to bright, for much. It brings its own ground, so that
// it reads the same in light and dark and to colour-blind eyes.

/** Even stops, as sRGB 0..255. */
export const HEAT_COLORS: readonly (readonly [number, number, number])[] = [
  [0, 0, 4],
  [40, 11, 84],
  [101, 21, 110],
  [159, 42, 99],
  [212, 72, 66],
  [245, 125, 21],
  [250, 193, 39],
  [252, 255, 164],
]

/** The colour of a value, 0..1, between the stops; sRGB 0..255. */
export function heatColor(value: number): readonly [number, number, number] {
  const at = Math.max(0, Math.min(1, value)) * (HEAT_COLORS.length - 1)
  const low = HEAT_COLORS[Math.floor(at)] ?? [0, 0, 0]
  const high = HEAT_COLORS[Math.ceil(at)] ?? low
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(low[channel] + (high[channel] - low[channel]) * (at % 1))
  return [mix(0), mix(1), mix(2)]
}

/** One channel of the map as the `tableValues` of an SVG transfer function. */
export function heatTable(channel: 0 | 1 | 2): string {
  return HEAT_COLORS.map((color) => (color[channel] / 255).toFixed(3)).join(' ')
}

export function heatGradient(): string {
  return `linear-gradient(90deg, ${HEAT_COLORS.map((color) => `rgb(${color.join(' ')})`).join(', ')})`
}
