// `npm run --silent pss -- <command>`: the studio without a screen. Sets up what is missing, then becomes
// hosts/cli. Must run on Node 20 with nothing installed and keep stdout for the command.
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureModules } from './modules.mjs'
import { studioEnvironment, studioNode } from './node.mjs'
import { repository } from './paths.mjs'
import { endLike, runChild } from './run-child.mjs'
import { giveUp } from './say.mjs'

const args = process.argv.slice(2)
try {
  ensureModules()
  // Only the browser door serves built pages; every other command runs from the sources.
  if (args[0] === 'serve' && !args.includes('--help')) ensureBuild()
  const cli = join(repository, 'src-main/hosts/cli/main.ts')
  // npm moved to the repository; paths on the command line are meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  endLike(await runChild(studioNode(), [cli, ...args], { cwd, env: studioEnvironment() }))
} catch (error) {
  giveUp(error.message)
}
