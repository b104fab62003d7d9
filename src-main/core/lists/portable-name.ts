// Names that Windows keeps for devices, with any extension, and names that it does not keep as they are or cannot write: a
// folder is moved between systems, and a photo that cannot be written there is lost.

const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** Whether every system can have a file or folder of this name, which has no slashes and no control characters. */
export function isPortableName(name: string): boolean {
  return !DEVICES.test(name) && !/[<>:"|?*]/.test(name) && !/[. ]$/.test(name)
}

/** The same for names that are one on macOS, whatever their upper and lower case and their Unicode normalisation. */
export function nameElsewhere(name: string): string {
  return name.normalize('NFD').toLowerCase()
}

export interface SameName {
  readonly name: string
  /** An earlier name that is the same. */
  readonly first: string
  /** Case alone, which Windows does not tell apart either; else normalisation, and perhaps case. */
  readonly isSameOnWindows: boolean
}

/** One for each name that macOS does not tell apart from an earlier one. */
export function sameElsewhere(names: Iterable<string>): SameName[] {
  const groups = Map.groupBy(names, nameElsewhere)
  return [...groups.values()].flatMap(([first = '', ...others]) =>
    others.map((name, at) => {
      const earlier = [first, ...others.slice(0, at)]
      const inCase = earlier.find((one) => one.toLowerCase() === name.toLowerCase())
      return { name, first: inCase ?? first, isSameOnWindows: inCase !== undefined }
    }),
  )
}
