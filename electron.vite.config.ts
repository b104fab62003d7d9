// How the three parts of the desktop program are bundled: main and preload (Node), renderer (Vue).
// The web host serves the same renderer build. Paths are relative to the repository root.
import { resolve } from 'node:path'
import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import icons from 'unplugin-icons/vite'

const BUNDLED = ['@orpc/client', '@orpc/contract', '@orpc/server', '@orpc/shared', 'zod']

/** An icon stands beside words or in a button with a name. */
function hideFromReaders(_collection: string, _icon: string, props: Record<string, string>): void {
  props['aria-hidden'] = 'true'
}

export default defineConfig({
  main: {
    build: {
      outDir: resolve('out/main'),
      // The few packages that load a binary or WebAssembly, or their own way, stay packages (.electron-builder.yml).
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        input: {
          main: resolve('src-main/hosts/electron/main.ts'),
          // What utilityProcess runs: the same worker that `pss` starts from its source.
          worker: resolve('src-main/hosts/electron/worker.ts'),
          // What its threads run; the worker looks for it beside itself.
          'sample-thread': resolve('src-main/hosts/electron/sample-thread.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve('out/preload'),
      externalizeDeps: false,
      // CommonJS, because a sandboxed preload script cannot be a module.
      rolldownOptions: {
        input: { preload: resolve('src-main/hosts/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    plugins: [vue(), tailwind(), icons({ compiler: 'vue3', iconCustomizer: hideFromReaders })],
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_I18N_LEGACY_API__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      minify: true,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { input: { index: resolve('src-renderer/index.html') } },
    },
  },
})
