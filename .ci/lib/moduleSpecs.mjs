/** What people may well write, and no reader of the files may take for its own language. */
const HOSTILE = [
  `it's "quoted" # not a comment: {a: [b]}, &c *d !e |`,
  '$(touch pwned) `touch pwned` ${HOME} %{x} {{ .Values }}',
  '</script><!-- -->\\n\\u0000 *bold* [link](javascript:x) | cell |',
  '- yes: no ~ 0x10 1e3 012 2024-01-01 ünï 模块 🚀',
];

/** Specs that are tried in every landing zone, beside the examples. */
export function createSpecs(zone) {
  const spec = (name, { metadata, ...more } = {}) => ({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name, owner: 'group:default/guests', ...metadata },
    spec: {
      landingZone: zone.metadata.name,
      workload: { kind: 'service', ...more.workload },
      ...more.spec,
    },
  });
  const { name: cluster, environment } = zone.spec.clusters.at(-1);
  return [
    spec('least'),
    spec('most', {
      metadata: {
        title: 'Most',
        description: 'Every field that there is',
        system: 'demo',
        tags: ['one', 'c++', 'c#'],
      },
      workload: {
        image: `registry.example:5000/team/most:1.2.3@sha256:${'a'.repeat(64)}`,
        port: 1024,
        replicas: 3,
        resources: { cpu: '250m', memory: '1Gi', memoryLimit: '2G' },
      },
      spec: {
        placements: [{ environment, cluster, replicas: 1 }],
        recovery: {
          tier: 'critical',
          schedule: '7 */6 * * *',
          retentionDays: 30,
        },
      },
    }),
    // As long as a name may be: what is derived from it is longer.
    spec(`l${'o'.repeat(38)}g`),
    // Words that YAML 1.1 reads as something else.
    ...['null', 'true', 'on', 'y', 'no'].map(word => spec(word)),
    ...HOSTILE.map((text, index) =>
      spec(`hostile-${index}`, {
        metadata: { description: text, title: text.slice(0, 40).trim() },
      }),
    ),
  ];
}
