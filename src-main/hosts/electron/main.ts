// The desktop program: one window on one studio. This file only starts things in order; what they do is
// in the files beside it. Nothing heavy may run here: it would freeze the window.

import './prefer-wasm-sharp.ts'
import { app, session } from 'electron'
import { rootArgument } from './command-line.ts'
import { lockDownPages } from './lock-down.ts'
import { registerScheme } from './scheme.ts'

const root = rootArgument(process.argv, process.cwd())

// Electron's own handling of these ends the program hard when before-quit asks for a moment.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
registerScheme()
lockDownPages(app)
if (app.requestSingleInstanceLock({ root })) void start()
else app.quit()

async function start(): Promise<void> {
  // Not a static import: those run before sharp is chosen above.
  const [{ startDesktop }] = await Promise.all([import('./desktop.ts'), app.whenReady()])
  startDesktop(session.defaultSession, root)
}
