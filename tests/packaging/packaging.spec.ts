// What a person installs: it starts, shows photos, and holds nothing that only developers need.
import { expect, test } from '@playwright/test'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { archivedFiles, fuseStates, packageApp } from './package-app.ts'
import type { PackagedApp } from './package-app.ts'
import { openPackagedWindow } from './packaged-window.ts'

const repository = join(import.meta.dirname, '../..')
const output = join(repository, 'node_modules/.cache/pss-studio/packaged')
let app: PackagedApp

test.beforeAll(() => {
  rmSync(output, { recursive: true, force: true })
  app = packageApp(output)
})

test.afterAll(() => rmSync(output, { recursive: true, force: true }))

test('the packaged studio starts on its own copy of the sample and shows thumbnails', async ({}, testInfo) => {
  const stateFolder = testInfo.outputPath('state')
  const window = await openPackagedWindow(app.program, stateFolder)
  const pictures = window.page.locator('img[src*="/media/thumbnail/"]')
  await expect(pictures.first()).toBeVisible()
  await expect
    .poll(() => pictures.first().evaluate((img) => (img as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
  await window.close()
  expect(existsSync(join(stateFolder, 'data/pss-studio/sample/personal'))).toBe(true)
  expect(existsSync(join(app.resources, 'sample/.pss-studio'))).toBe(false)
})

test('the archive holds the program and nothing else', () => {
  const tops = new Set(archivedFiles(app).map((path) => path.split('/')[1]))
  expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json'])
})

test('no development dependency and no test runtime is packaged', () => {
  const { devDependencies } = readPackage() as { devDependencies: Record<string, string> }
  const files = [...archivedFiles(app), ...unpackedFiles()]
  const names = Object.keys(devDependencies)
  const found = names.filter((name) => files.some((path) => path.includes(`/${name}/`)))
  expect(found).toEqual([])
  // Nor one that a test setup has put there: it is Electron of one name or another.
  expect(files.filter((path) => path.includes('/node_modules/electron'))).toEqual([])
})

test('only the libraries of this system are packaged, and sharp as WebAssembly', () => {
  const binaries = unpackedFiles().filter((path) => /\.(node|so|dylib|dll)(\.\d+)*$/.test(path))
  expect(binaries.filter((path) => !path.includes('/linux/x64/'))).toEqual([])
  expect(binaries.some((path) => path.endsWith('onnxruntime_binding.node'))).toBe(true)
  expect(unpackedFiles().some((path) => path.endsWith('.wasm'))).toBe(true)
})

test('weights, sample, attribution and licence come along', () => {
  const expected = ['LICENSE', 'sample/ATTRIBUTION.md', 'sample/personal', 'weights/checksums.json']
  expect(expected.filter((path) => !existsSync(join(app.resources, path)))).toEqual([])
})

test("the fuses close Node's own doors", () => {
  const states = fuseStates(app)
  expect(states).toMatch(/RunAsNode is Disabled/)
  expect(states).toMatch(/EnableNodeOptionsEnvironmentVariable is Disabled/)
  expect(states).toMatch(/EnableNodeCliInspectArguments is Disabled/)
  expect(states).toMatch(/OnlyLoadAppFromAsar is Enabled/)
})

function readPackage(): unknown {
  return JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
}

function unpackedFiles(): readonly string[] {
  const folder = join(app.resources, 'app.asar.unpacked')
  return readdirSync(folder, { recursive: true }).map((path) => `/${String(path)}`)
}
