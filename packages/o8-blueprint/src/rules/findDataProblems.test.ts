import { linesOf } from './__testUtils__';

const placements = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

describe('findDataProblems', () => {
  const withDatabase = (postgresql: object, more: object = {}) =>
    linesOf({ data: { postgresql }, placements, ...more });

  it.each([
    {
      mode: 'dedicated',
      instances: 3,
      size: '20Gi',
      primary: 'eu-1',
      promotionToken: 'e30=',
    },
  ])('takes %j', database => {
    expect(withDatabase(database)).toEqual([]);
  });

  const staging = { environment: 'staging', cluster: 'stage-1' };

  it.each([
    { mode: 'shared', pitrWindow: '7d' },
    { mode: 'dedicated', archive: 'after-loss' },
    { mode: 'dedicated', primary: 'eu-1' },
  ])('takes %j, one for each environment', database => {
    const apart = { placements: [placements[0], staging] };
    expect(withDatabase(database, apart)).toEqual([]);
  });

  it('refuses several regions where the primary is not', () => {
    const all = { placements: [...placements, staging] };
    expect(
      withDatabase({ mode: 'dedicated', primary: 'stage-1' }, all),
    ).toEqual([
      'spec.data.postgresql.primary: "stage-1" is not in "production", which has several clusters (eu-1, us-1): only the environment of the primary can have that',
    ]);
    expect(
      withDatabase(
        { mode: 'dedicated', promotionToken: 'e30=' },
        { placements: [staging] },
      ),
    ).toEqual([
      'spec.data.postgresql.promotionToken: is for databases in several regions only',
    ]);
  });

  it.each<[object, string[]]>([
    [
      { instances: 3, size: '20Gi', primary: 'eu-1', archive: 'x' },
      [
        ...['instances', 'size', 'primary', 'archive'].map(
          field =>
            `spec.data.postgresql.${field}: is for "mode: dedicated" only`,
        ),
        'spec.data.postgresql.mode: is "shared", so that eu-1, us-1 of "production" would each have data of their own: say "dedicated" with a "primary", or "perCluster: true" if that is meant',
      ],
    ],
    [
      { mode: 'dedicated', primary: 'eu-1', perCluster: true },
      ['spec.data.postgresql.perCluster: is for "mode: shared" only'],
    ],
    [{ perCluster: true }, []],
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
        { workload: { kind: 'service', chart }, placements: [] },
      ),
    ).toEqual([
      'spec.data.postgresql.migrations: cannot be there beside a chart, which migrates itself',
    ]);
  });
});
