// The worker as a utility process: the same worker as anywhere, with the sharp that suits Electron.

import './prefer-wasm-sharp.ts'

// Not a static import: those run before the line above.
void import('../worker/main.ts')
