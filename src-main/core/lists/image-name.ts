// What a photo and every file of its labels is called: the one rule about names and their endings.

/** Endings of images in lists, where a name may also stand without one. */
const IMAGE_ENDING = /\.(jpe?g|png|webp|heic|heif|avif|bmp|gif|tiff?)$/i
/** What other tools put between a name and its ending, and no date or number. */
const ADDED_ENDING = /\.[A-Za-z][A-Za-z0-9_-]*$/

/** A file's name without its last extension: "2021.07.14 Wien.jpg" is "2021.07.14 Wien". */
export function imageNameOf(file: string): string {
  const dot = file.lastIndexOf('.')
  return dot > 0 ? file.slice(0, dot) : file
}

/** Of a list, which may name a photo with or without an extension: only that of an image is cut. */
export function listedNameOf(file: string): string {
  return IMAGE_ENDING.test(file) ? imageNameOf(file) : file
}

/**
 * The photo that a file of this name speaks of: the one of this name, else of the name without endings of letters,
 * since other tools write the mask of a.jpg as a.jpg.png. The name itself when there is no such photo.
 */
export function photoNameFor(name: string, isPhoto: (name: string) => boolean): string {
  let shorter = name
  while (!isPhoto(shorter)) {
    if (!ADDED_ENDING.test(shorter)) return name
    const next = imageNameOf(shorter)
    if (next === shorter) return name
    shorter = next
  }
  return shorter
}

/**
 * Of labels whose photo is not there, the photo that they may be of: names ended at the first dot once, so that IMG.png
 * was the mask of IMG.2021.jpg, and a.jpg.png that of a.jpg. Null when there is none.
 */
export function photoNamesBefore(photos: Iterable<string>): (name: string) => string | null {
  const byOldName = Map.groupBy(photos, (photo) => photo.split('.', 1).join(''))
  const all = new Set([...byOldName.values()].flat())
  return (name) => {
    const [photo] = byOldName.get(name) ?? [photoNameFor(name, (other) => all.has(other))]
    return photo === undefined || photo === name ? null : photo
  }
}
