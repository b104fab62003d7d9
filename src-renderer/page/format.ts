// Numbers and times as a person reads them. Pure; the words come from the locale.

export interface DurationParts {
  /** Locale key under `durations`. */
  readonly key: 'seconds' | 'minutes' | 'hours' | 'days'
  readonly first: number
  /** The next smaller unit. */
  readonly second: number
}

/** 95 s -> minutes 1 and 35 seconds; two units at most, so that it does not flicker. */
export function durationParts(seconds: number): DurationParts {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return { key: 'seconds', first: whole, second: 0 }
  if (whole < 3600) return { key: 'minutes', first: Math.floor(whole / 60), second: whole % 60 }
  const minutes = Math.round(whole / 60)
  if (minutes < 24 * 60)
    return { key: 'hours', first: Math.floor(minutes / 60), second: minutes % 60 }
  const hours = Math.round(minutes / 60)
  return { key: 'days', first: Math.floor(hours / 24), second: hours % 24 }
}

/** 0.1234 -> "12.3"; the unit stands in the heading. */
export function percentText(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return (value * 100).toFixed(digits)
}

/** 3725 s as "1:02:05", 65 s as "1:05": for many at once, in every language. */
export function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}

export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`
}

/** The last folder of a path of any system. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path
}
