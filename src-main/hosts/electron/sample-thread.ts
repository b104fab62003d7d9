// A thread of the sample pool inside Electron: the same as anywhere, with the sharp that suits Electron.
// What the process has hooked does not hold in its threads.

import './prefer-wasm-sharp.ts'

// Not a static import: those run before the line above.
void import('../worker/sample-thread.ts')
