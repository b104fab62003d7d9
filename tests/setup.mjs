// `npm test`: sets up what is missing on a fresh machine, then runs every suite and ends with one honest
// line, 'N passed, N failed'. Must run on Node 20 with nothing installed. A missing runtime is a failure,
// never a skip.
import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../src-main/hosts/launch/build.mjs'
import { ensureModules } from '../src-main/hosts/launch/modules.mjs'
import { cacheFolder } from '../src-main/hosts/launch/paths.mjs'
import { ensureDebianPackages } from './setup/debian-packages.mjs'
import { ensureTestRuntime } from './setup/test-runtime.mjs'
import { runSuites } from './setup/suites.mjs'

const totalsFile = join(cacheFolder, 'test-totals')
const results = []

async function step(name, work) {
  const started = Date.now()
  try {
    await work()
    // Preparing is no test: it counts only when it fails.
    results.push({ name, passed: 0, failed: 0, seconds: (Date.now() - started) / 1000 })
    return true
  } catch (error) {
    process.stderr.write(`\n!!! ${name}: ${error.message}\n`)
    results.push({ name, passed: 0, failed: 1, seconds: (Date.now() - started) / 1000 })
    return false
  }
}

const isInstalled = await step('setup: packages of the lock file', ensureModules)
if (isInstalled) {
  await step('setup: browser and virtual display', ensureDebianPackages)
  await step('setup: Electron runtime for tests', ensureTestRuntime)
  await step('setup: build', ensureBuild)
  results.push(...(await runSuites(process.argv.slice(2))))
}
conclude()

function conclude() {
  process.stdout.write('\n')
  for (const { name, passed, failed, seconds } of results) {
    const mark = failed > 0 ? 'FAILED' : 'ok'
    process.stdout.write(
      `${mark.padEnd(7)}${name.padEnd(36)}${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s\n`,
    )
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const line = `${sum('passed')} passed, ${sum('failed')} failed`
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(totalsFile, `${line}\n`)
  process.stdout.write(`\n${line}\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
