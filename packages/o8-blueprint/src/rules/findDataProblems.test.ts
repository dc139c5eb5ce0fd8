import { linesOf } from './__testUtils__';

const placements = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

describe('findDataProblems', () => {
  const withDatabase = (postgresql: object, more: object = {}) =>
    linesOf({ data: { postgresql }, placements, ...more });

  it.each([
    {},
    { mode: 'shared', pitrWindow: '7d' },
    { mode: 'dedicated', instances: 3, size: '20Gi', primary: 'eu-1' },
  ])('takes %j', database => {
    expect(withDatabase(database)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { instances: 3, size: '20Gi', primary: 'eu-1' },
      ['instances', 'size', 'primary'].map(
        field => `spec.data.postgresql.${field}: is for "mode: dedicated" only`,
      ),
    ],
    [
      { mode: 'dedicated' },
      [
        'spec.data.postgresql.primary: is missing: PostgreSQL is written to in one place, one of eu-1, us-1',
      ],
    ],
    [
      { mode: 'dedicated', primary: 'x' },
      [
        'spec.data.postgresql.primary: "x" is not among its placements: one of eu-1, us-1',
      ],
    ],
  ])('refuses %j', (database, lines) => {
    expect(withDatabase(database)).toEqual(lines);
  });

  it('refuses migrations beside a chart', () => {
    const chart = {
      repository: 'https://a.example',
      name: 'a',
      version: '1.0.0',
    };
    expect(
      withDatabase(
        { migrations: { command: ['/migrate'] } },
        { workload: { kind: 'service', chart } },
      ),
    ).toEqual([
      'spec.data.postgresql.migrations: cannot be there beside a chart, which migrates itself',
    ]);
  });
});
