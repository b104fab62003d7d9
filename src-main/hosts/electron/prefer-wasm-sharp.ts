// Inside Electron on Linux, native sharp shares GLib with Chromium and warns on every call: hide it, so that
// sharp takes its WebAssembly build. Must be evaluated before anything imports sharp.

import { registerHooks } from 'node:module'

if (process.platform === 'linux') {
  registerHooks({
    resolve(specifier, context, next) {
      if (/^@img\/sharp-(libvips-)?linux/.test(specifier)) {
        throw new Error(`${specifier} is not for Electron on Linux`)
      }
      return next(specifier, context)
    },
  })
}
