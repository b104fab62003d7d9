// The worker as a utility process: the same worker as anywhere, with the sharp that suits Electron.

import './prefer-wasm-sharp.ts'

void start()

async function start(): Promise<void> {
  // Not a static import: those run before sharp is chosen above.
  const { startWorker } = await import('../worker/start-worker.ts')
  // Its built form lies beside this file's (electron.vite.config.ts).
  startWorker({ sampleThread: new URL('./sample-thread.js', import.meta.url) })
}
