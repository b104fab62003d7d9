// Names that Windows keeps for devices, with any extension, and names that it does not keep as they are or cannot write: a
// folder is moved between systems, and a photo that cannot be written there is lost.

const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** Whether every system can have a file or folder of this name, which has no slashes and no control characters. */
export function isPortableName(name: string): boolean {
  return !DEVICES.test(name) && !/[<>:"|?*]/.test(name) && !/[. ]$/.test(name)
}

/** Names that differ from an earlier one in upper and lower case alone, which Windows and macOS do not tell apart. */
export function sameElsewhere(
  names: Iterable<string>,
): { readonly name: string; readonly first: string }[] {
  const groups = Map.groupBy(names, (name) => name.toLowerCase())
  return [...groups.values()].flatMap(([first = '', ...others]) =>
    others.map((name) => ({ name, first })),
  )
}
