// Which Vulkan driver the WebGPU tests run on. For machines that have no GPU it is SwiftShader's, which comes with
// Debian's chromium and with every Electron: a hundredth of a GPU's speed, but the same shaders. A machine that has
// one says so with PSS_TEST_GPU=own.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

const DRIVER = 'vk_swiftshader_icd.json'
const FOLDERS = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], '/usr/lib/chromium'].filter(
  (folder) => folder !== undefined,
)

/**
 * What the environment of a process must hold before it starts, so that WebGPU finds the driver. Other systems
 * bring a software adapter or a GPU of their own. Throws when PSS_TEST_GPU is something else than "own".
 */
export function gpuEnvironment(): Record<string, string> {
  if (wantsOwnGpu()) return {}
  const folder = FOLDERS.find((candidate) => existsSync(join(candidate, DRIVER)))
  if (process.platform !== 'linux' || folder === undefined) return {}
  // Vulkan's loader, libvulkan.so.1, lies beside the driver.
  return { VK_DRIVER_FILES: join(folder, DRIVER), LD_LIBRARY_PATH: folder }
}

/**
 * Prints the driver; onnxruntime does not tell the adapter's name. Throws with what to install. A test that needs
 * the driver fails without it, it is never skipped.
 */
export function requireGpuDriver(): void {
  const driver = process.env['VK_DRIVER_FILES']
  if (driver === undefined && process.platform === 'linux' && !wantsOwnGpu()) {
    throw new Error(
      `there is no ${DRIVER} in ${FOLDERS.join(' or ')}: the WebGPU tests need SwiftShader's Vulkan driver. ` +
        'Install Debian\'s chromium (apt-get install chromium), or run "npm test", which does; ' +
        'on a machine with a GPU, set PSS_TEST_GPU=own',
    )
  }
  process.stdout.write(`WebGPU on ${driver ?? "the system's own driver"}\n`)
}

function wantsOwnGpu(): boolean {
  const wanted = process.env['PSS_TEST_GPU'] ?? ''
  if (wanted === '' || wanted === 'own') return wanted === 'own'
  throw new Error(`PSS_TEST_GPU is "${wanted}"; expected "own" (this machine's GPU) or nothing`)
}
