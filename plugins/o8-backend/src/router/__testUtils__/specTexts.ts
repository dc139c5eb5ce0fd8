const SPEC = {
  apiVersion: 'orchestr8.io/v1alpha1',
  kind: 'Module',
  metadata: { name: 'billing', owner: 'group:default/payments' },
  spec: { landingZone: 'acme', workload: { kind: 'service' } },
};

/** Module specs as somebody may send them: good, wrong and hostile ones. */
export const SPEC_TEXTS = [
  JSON.stringify(SPEC),
  JSON.stringify({ ...SPEC, spec: { ...SPEC.spec, landingZone: 'other' } }),
  JSON.stringify({ ...SPEC, metadata: { ...SPEC.metadata, owner: 7 } }),
  'kind: Module\nkind: Module',
  'a: &a [x]\nb: [*a, *a]',
  '<<: {a: 1}',
  '!!js/function "x"',
  '? [a]\n: b',
  '{'.repeat(500),
  '['.repeat(500) + ']'.repeat(500),
  '---\n'.repeat(100),
  '- '.repeat(200),
  'a:\n'.repeat(500),
  'x'.repeat(20_000),
];
