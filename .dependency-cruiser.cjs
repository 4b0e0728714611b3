/** The dependency rule of the house: who may know whom. Breaking it fails `npm run lint`. */
const redis = '^node_modules/(ioredis|bullmq|connect-redis)/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'protocol-knows-nobody',
      severity: 'error',
      from: { path: '^server/protocol/', pathNot: '^server/protocol/schema/' },
      to: { pathNot: '^server/protocol/(?!schema/)' },
    },
    {
      name: 'schemas-know-the-protocol-and-zod',
      severity: 'error',
      from: { path: '^server/protocol/schema/' },
      to: { pathNot: '^(server/protocol/|node_modules/(zod|@asteasolutions/zod-to-openapi)/)' },
    },
    {
      name: 'domain-knows-the-protocol-only',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { pathNot: '^server/(protocol|domain)/' },
    },
    {
      name: 'domain-takes-schemas-as-types-only',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { path: '^server/protocol/schema/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'few-know-redis',
      severity: 'error',
      from: {
        path: '^(server|display|printer)/',
        pathNot: '^server/(store/redis|engine|effects|access|speech)/',
      },
      to: { path: redis },
    },
    {
      name: 'edges-reach-the-store-through-its-port',
      severity: 'error',
      from: { path: '^server/(http|live|reports)/' },
      to: { path: '^server/store/(redis|memory)/' },
    },
    {
      name: 'display-knows-protocol-and-pure-domain',
      severity: 'error',
      from: { path: '^display/' },
      to: { path: '^(server|printer)/', pathNot: '^server/(protocol/(?!schema/)|domain/)' },
    },
    {
      name: 'display-runs-without-handlebars-and-zod',
      severity: 'error',
      from: { path: '^display/' },
      to: { path: '^node_modules/(handlebars|zod)/' },
    },
    {
      name: 'printer-knows-the-protocol-only',
      severity: 'error',
      from: { path: '^printer/' },
      to: { path: '^(server|display)/', pathNot: '^server/protocol/(?!schema/)' },
    },
    {
      name: 'server-knows-the-printer-by-template-and-render-only',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(printing/|main\\.ts$)' },
      to: { path: '^printer/', pathNot: '^printer/(template|render)/' },
    },
    {
      name: 'only-effects-draw-slips',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(effects/|printing/|main\\.ts$|up/make-slip-fonts\\.mjs$)' },
      to: { path: '^printer/' },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^(server|display|printer)/', pathNot: '^server/main\\.ts$' },
      to: { path: '^server/(main|compose)\\.ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
