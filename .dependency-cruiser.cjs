// Which way the arrows point: what each room may import. ARCHITECTURE.md draws them, e2e/house.test.ts tries them.
// Under TypeScript 7 imports of types and of values look alike here, so an arrow stands for both.
const testing = '(\\.(test|contract|spec|bench|fixture)\\.tsx?$|/testing/|/bench/)'
const product = path => ({ path, pathNot: testing })
const room = '^(app|components|db|domain|engine|server)/'

const arrows = (name, mayReach, comment) => ({
  name: `${name}-arrows`,
  comment,
  severity: 'error',
  from: product(`^${name}/`),
  to: { path: '^(app|components|db|domain|e2e|engine|server)/', pathNot: [`^${name}/`, ...mayReach] },
})

const packages = (name, allowed) => ({
  name: `${name}-packages`,
  comment: `Of packages this room needs ${allowed.join(', ')} and nothing else`,
  severity: 'error',
  from: product(`^${name}/`),
  to: { path: '(^|/)node_modules/', pathNot: allowed.map(each => `(^|/)node_modules/${each}/`) },
})

const runsAnywhere = name => ({
  name: `${name}-runs-anywhere`,
  comment: 'This room runs in the browser too, where none of Node is',
  severity: 'error',
  from: product(`^${name}/`),
  to: { dependencyTypes: ['core'] },
})

const instance = '^server/instance\\.ts$'
const pure = ['zod', 'uuid', '@noble/hashes']

module.exports = {
  forbidden: [
    arrows('engine', [], 'The engine knows no other room'),
    arrows('domain', ['^engine/'], 'Poker knows the engine and nothing else'),
    arrows('db', ['^engine/', '^domain/'], 'The store implements the ports and knows the rows'),
    arrows('components', ['^domain/', '^engine/', instance], 'Components show rows and draw by the rules'),
    arrows('app', ['^components/', '^domain/', '^engine/', instance], 'Pages reach the process through its one slot'),
    arrows(
      'server',
      ['^app/', '^components/', '^db/', '^domain/', '^engine/'],
      'The process knows every room but the tests',
    ),
    packages('engine', pure),
    packages('domain', pure),
    ...['engine', 'domain', 'components'].map(runsAnywhere),
    {
      name: 'no-circular',
      comment: 'Of files that need each other none can be read first',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^server-only$|\\.css$' },
    },
    {
      name: 'no-testing-in-product',
      comment: 'What exists for tests is imported by tests',
      severity: 'error',
      from: { path: room, pathNot: testing },
      to: { path: testing },
    },
    {
      name: 'across-rooms-by-alias',
      comment: 'From room to room through @/',
      severity: 'error',
      from: { path: room, pathNot: '\\.mjs$' },
      to: { path: room, pathNot: '^$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'inside-a-room-relatively',
      comment: 'Inside a room by its own path; the folders of app/ are addresses, too deep for that',
      severity: 'error',
      from: { path: room, pathNot: '^app/' },
      to: { path: '^$1/', dependencyTypes: ['aliased'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    webpackConfig: { fileName: 'e2e/lint/aliases.cjs' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
