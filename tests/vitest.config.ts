// One runner for three worlds: everything under tests/ in Node, WebGPU (setup/gpu-driver.ts), the renderer's parts
// in happy-dom.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'
import { SlowFirst } from './setup/slow-first.ts'
import { gpuEnvironment } from './setup/gpu-driver.ts'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.cache/vitest',
  test: {
    sequence: { sequencer: SlowFirst },
    // On two cores the runner would take one worker: most of the slow files wait for processes of their own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: ['e2e/**', 'renderer/**', '**/*.gpu.test.ts'],
          environment: 'node',
          // The weights that a person added are none of the tests'.
          env: { PSS_STUDIO_WEIGHTS: join(import.meta.dirname, 'no-added-weights') },
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'webgpu',
          include: ['**/*.gpu.test.ts'],
          environment: 'node',
          // Given to the test's process at its start: the system's loader reads it then and never again.
          pool: 'forks',
          env: gpuEnvironment(),
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [vue(), icons({ compiler: 'vue3' })],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
