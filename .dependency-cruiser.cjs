// The walls of the house (docs/architecture.md). Each message says which door to use instead.
const only = (name, comment, path, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path },
  to: { pathNot: allowed },
})

module.exports = {
  forbidden: [
    only(
      'core-imports-nothing',
      'core is plain data and functions: it imports nothing outside core. Pass what it needs as an argument.',
      '^src-main/core/',
      '^src-main/core/',
    ),
    only(
      'engine-imports-core',
      'engine imports core alone. Runtimes are reached through engine/executor/executor.ts and implemented in adapters.',
      '^src-main/engine/',
      '^src-main/(core|engine)/',
    ),
    only(
      'contract-imports-core',
      'contract says what one may ask: zod, oRPC contract and core, nothing that answers.',
      '^src-main/contract/',
      '^(src-main/(core|contract)/|node_modules/(zod|@orpc/contract)/)',
    ),
    only(
      'services-stay-pure',
      'services answer requests through ports.ts. Add an interface there and implement it in adapters.',
      '^src-main/services/',
      '^(src-main/(core|engine|contract|services)/|node_modules/(zod|@orpc/(contract|server))/)',
    ),
    {
      name: 'adapters-know-ports',
      comment:
        'adapters touch the world for services: of services they may import ports.ts alone, of hosts nothing.',
      severity: 'error',
      from: { path: '^src-main/adapters/' },
      to: { path: '^(src-main/(services/(?!ports)|hosts/)|src-renderer/)' },
    },
    {
      name: 'electron-in-its-host',
      comment:
        'only src-main/hosts/electron imports electron, so that every other door runs without it.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/hosts/electron/' },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    {
      name: 'renderer-asks-through-contract',
      comment:
        'the renderer imports core and contract alone; ask the services through src-renderer/api.ts.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/(?!core/|contract/)' },
    },
    {
      name: 'renderer-without-schemas',
      comment:
        'of contract the renderer imports types and the media addresses alone: schemas bring their validator into the page, ' +
        'which tries to evaluate code. Put lists of choices into core.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/contract/(?!media)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'canvas-without-panels',
      comment:
        'the canvas knows no panel and no view: they know the canvas. Hand it what it needs, or let it return what they show.',
      severity: 'error',
      from: { path: '^src-renderer/canvas/' },
      to: { path: '^src-renderer/(components|views)/' },
    },
    {
      name: 'stage-on-top',
      comment:
        'of the canvas rooms the stage alone knows all: tools, labels, photo and saving work without a stage, as their tests do.',
      severity: 'error',
      from: { path: '^src-renderer/canvas/(?!stage/)' },
      to: { path: '^src-renderer/canvas/stage/' },
    },
    {
      name: 'main-without-renderer',
      comment: 'nothing in src-main imports the renderer.',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle means two rooms that are one: move the shared part to a third file.',
      severity: 'error',
      // A graph's values know their graph: one thing, told in two files.
      from: { pathNot: '^src-main/engine/graph/(graph|operator)[.]ts$' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'nobody imports this file: delete it, or register it where it belongs.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.m?ts$', 'src-main/hosts/launch/', 'tsconfig'] },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'this import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^~icons/', '\\?'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'src-main/tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
