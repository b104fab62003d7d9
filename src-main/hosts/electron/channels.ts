// The names of the few messages that cross Electron's own channel; all else goes through the oRPC port.

/** The page posts this with one MessagePort: `window.postMessage('pss-connect', '*', [port])`. */
export const CONNECT = 'pss-connect'
export const CHOOSE_FOLDER = 'pss-choose-folder'
/** The page tells the language of its interface. */
export const SPEAK = 'pss-speak'
export const CHOOSE_LABEL_FILE = 'pss-choose-label-file'
