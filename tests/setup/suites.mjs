// Which suites `npm test` runs, each as a person would by hand, and how many of their tests passed.
// `node tests/setup.mjs e2e` runs only the suites whose name contains a given word.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { studioEnvironment } from '../../src-main/hosts/launch/node.mjs'
import { cacheFolder, repository } from '../../src-main/hosts/launch/paths.mjs'
import { testRuntimeFolder } from './test-runtime.mjs'

const reportFolder = join(cacheFolder, 'reports')

/** The parts of `npm run check`, read from package.json so that the two cannot drift apart. */
function checkScripts() {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  return scripts.check.split('&&').map((part) => part.trim().replace(/^npm run /, ''))
}

function suites() {
  const checks = checkScripts().map((script) =>
    script === 'test:unit'
      ? vitest(script)
      : { name: script, isStatic: true, command: ['npm', 'run', '--silent', script] },
  )
  return [
    ...checks,
    playwright('e2e: Electron window', 'electron'),
    playwright('e2e: browser', 'browser'),
    packaging(),
  ]
}

function vitest(script) {
  const report = join(reportFolder, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name: script,
    report,
    count: countVitest,
    command: ['npm', 'run', '--silent', script, '--', ...reporters],
  }
}

function playwright(name, project) {
  const report = join(reportFolder, `${project}.json`)
  const command = ['npm', 'run', '--silent', 'test:e2e', '--', `--project=${project}`]
  return { name, report, count: countPlaywright, needsDisplay: true, command }
}

function packaging() {
  const report = join(reportFolder, 'packaging.json')
  const command = ['npm', 'run', '--silent', 'test:e2e', '--', '--project=packaging']
  return {
    name: 'packaging: build and start',
    report,
    count: countPlaywright,
    needsDisplay: true,
    command,
  }
}

/**
 * What only reads the sources runs beside what runs the program: the one computes, the other mostly waits.
 * @returns one { name, passed, failed, seconds } a suite; a suite that ends badly has at least one failure.
 */
export async function runSuites(words) {
  mkdirSync(reportFolder, { recursive: true })
  const chosen = suites().filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  )
  const lanes = [true, false].map((side) =>
    chosen.filter(({ isStatic = false }) => isStatic === side),
  )
  return (await Promise.all(lanes.map(runInTurn))).flat()
}

async function runInTurn(lane) {
  const results = []
  for (const suite of lane) results.push(await runSuite(suite))
  return results
}

async function runSuite(suite) {
  if (!suite.isStatic) process.stderr.write(`\n=== ${suite.name}\n`)
  const started = Date.now()
  if (suite.report) rmSync(suite.report, { force: true })
  const isGood = await runCommand(suite)
  const { passed, failed } = countTests(suite, isGood)
  return {
    name: suite.name,
    passed,
    failed: isGood ? failed : Math.max(failed, 1),
    seconds: (Date.now() - started) / 1000,
  }
}

/** True when it ended with 0. A static check has little to say, and says it at its end, in one piece. */
function runCommand(suite) {
  const [command, ...args] = suite.needsDisplay ? withDisplay(suite.command) : suite.command
  const said = suite.isStatic ? 'pipe' : 2
  const child = spawn(command, args, {
    cwd: repository,
    env: environment(suite),
    stdio: ['ignore', said, said],
  })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => output.push(part))
  return new Promise((resolve) => {
    child.on('error', (error) => process.stderr.write(`!!! ${suite.name}: ${error.message}\n`))
    child.on('close', (code) => {
      if (suite.isStatic) process.stderr.write(`\n=== ${suite.name}\n${Buffer.concat(output)}\n`)
      resolve(code === 0)
    })
  })
}

function withDisplay(command) {
  return ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1000x24', ...command]
}

function environment(suite) {
  return {
    ...studioEnvironment(),
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    PSS_E2E_REPORT: suite.report ?? '',
    ELECTRON_OVERRIDE_DIST_PATH: testRuntimeFolder,
    ELECTRON_EXEC_PATH: join(testRuntimeFolder, 'electron'),
  }
}

function countTests(suite, isGood) {
  if (!suite.count) return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  if (existsSync(suite.report)) return suite.count(JSON.parse(readFileSync(suite.report, 'utf8')))
  process.stderr.write(`!!! ${suite.name}: ended without a report\n`)
  return { passed: 0, failed: 1 }
}

/** A skipped test counts as failed: a test that does not run proves nothing. */
function countVitest(report) {
  const passed = report.numPassedTests
  return { passed, failed: report.numTotalTests - passed + (report.numTotalTests === 0 ? 1 : 0) }
}

function countPlaywright({ stats, errors = [] }) {
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length
  return { passed: stats.expected, failed: failed + (stats.expected + failed === 0 ? 1 : 0) }
}
