// A GPU for machines that have none: SwiftShader's Vulkan driver, which comes with Debian's chromium and with
// every Electron. A hundredth of a GPU's speed, but the same shaders: it proves that results are right.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

const DRIVER = 'vk_swiftshader_icd.json'
const FOLDERS = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], '/usr/lib/chromium'].filter(
  (folder) => folder !== undefined,
)

/**
 * What the environment of a process must hold before it starts, so that WebGPU finds the driver. Other systems
 * bring a software adapter or a GPU of their own.
 */
export function softwareGpuEnvironment(): Record<string, string> {
  const folder = FOLDERS.find((candidate) => existsSync(join(candidate, DRIVER)))
  if (process.platform !== 'linux' || folder === undefined) return {}
  // Vulkan's loader, libvulkan.so.1, lies beside the driver.
  return { VK_DRIVER_FILES: join(folder, DRIVER), LD_LIBRARY_PATH: folder }
}

/** Throws with what to install. A test that needs the driver fails without it, it is never skipped. */
export function requireSoftwareGpu(): void {
  if (process.platform !== 'linux') return
  if (process.env['VK_DRIVER_FILES'] !== undefined) return
  throw new Error(
    `there is no ${DRIVER} in ${FOLDERS.join(' or ')}: the WebGPU tests need SwiftShader's Vulkan driver. ` +
      'Install Debian\'s chromium (apt-get install chromium), or run "npm test", which does',
  )
}
