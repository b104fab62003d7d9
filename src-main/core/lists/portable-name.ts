// Names that Windows keeps for devices, with any extension, and names that it does not keep as they are: a folder is
// moved between systems, and a photo that cannot be written there is lost.

const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** Whether every system can have a file or folder of this name, letters and signs aside. */
export function isPortableName(name: string): boolean {
  return !DEVICES.test(name) && !/[. ]$/.test(name)
}
