import { linesOf } from './__testUtils__';

const placements = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

/** What a missing ciphertext is told with. */
const missing = (secret: string, key: string, cluster: string) =>
  `is missing: "o8 seal o8.yaml --secret ${secret} --key ${key} --cluster ${cluster} --landing-zone ZONE.yaml" writes it`;

describe('findSecretProblems', () => {
  it('takes paths, and ciphertext of every key for every cluster', () => {
    const sealed = { 'eu-1': { A: 'Agx=' }, 'us-1': { A: 'Agy=' } };
    expect(
      linesOf({
        placements,
        secrets: [
          { name: 'a', keys: ['A'], sealed },
          { name: 'b', keys: ['B', 'C'], path: 'teams/a' },
        ],
      }),
    ).toEqual([]);
  });

  it('is not fooled by names that every object has', () => {
    expect(
      linesOf({
        placements: [{ environment: 'production', cluster: 'constructor' }],
        secrets: [{ name: 'a', keys: ['toString'], sealed: {} }],
      }),
    ).toEqual([
      `spec.secrets[0].sealed.constructor.toString: ${missing(
        'a',
        'toString',
        'constructor',
      )}`,
    ]);
  });

  it('names what "o8 seal" has to write, and what nobody asked for', () => {
    expect(
      linesOf({
        placements,
        secrets: [
          {
            name: 'a',
            keys: ['A', 'B', 'A'],
            sealed: { 'eu-1': { A: 'Ag1' } },
          },
          { name: 'a', keys: ['C'], path: 'a' },
          {
            name: 'c',
            keys: ['A'],
            mountPath: '/run/c',
            sealed: { 'eu-1': { A: 'Ag1', X: 'Ag2' }, 'us-1': { A: 'Ag3' } },
          },
        ],
      }),
    ).toEqual([
      'spec.secrets[1].name: "a" is the name of secrets[0] too',
      'spec.secrets[0].keys[2]: "A" is there twice',
      `spec.secrets[0].sealed["eu-1"].B: ${missing('a', 'B', 'eu-1')}`,
      `spec.secrets[0].sealed["us-1"].A: ${missing('a', 'A', 'us-1')}`,
      `spec.secrets[0].sealed["us-1"].B: ${missing('a', 'B', 'us-1')}`,
      'spec.secrets[2].sealed["eu-1"].X: is not among the keys of "c"',
    ]);
  });

  it('refuses ciphertext that no placement opens', () => {
    const sealed = { 'eu-1': { A: 'Ag1' }, 'us-1': { A: 'Ag2' } };
    const secrets = [{ name: 'a', keys: ['A'], sealed }];
    expect(linesOf({ placements: placements.slice(0, 1), secrets })).toEqual([
      'spec.secrets[0].sealed["us-1"]: is for a cluster on which the module is not: add the placement, or remove what is sealed for it',
    ]);
    // Where the module is then, its landing zone says.
    expect(linesOf({ secrets })).toEqual([]);
  });

  it('has variables of names that are their own, and that can be some', () => {
    expect(
      linesOf({
        secrets: [
          { name: 'a', keys: ['A', 'tls.crt'], path: 'a' },
          { name: 'b', keys: ['my-key', 'A', 'PORT'], path: 'b' },
          {
            name: 'files',
            keys: ['tls.crt', 'A', 'PORT'],
            path: 'c',
            mountPath: '/run/files',
          },
        ],
      }),
    ).toEqual([
      'spec.secrets[0].keys[1]: "tls.crt" cannot be an environment variable: give it another name, or say "mountPath" to have files',
      'spec.secrets[1].keys[0]: "my-key" cannot be an environment variable: give it another name, or say "mountPath" to have files',
      'spec.secrets[1].keys[1]: "A" is a variable of secrets[0] already: give it another name, or say "mountPath" to have files',
      'spec.secrets[1].keys[2]: "PORT" is set from spec.workload.port: give it another name, or say "mountPath" to have files',
    ]);
  });

  it('leaves names to those who have them already', () => {
    expect(
      linesOf({
        workload: {
          kind: 'service',
          volumes: [
            {
              name: 'secret-a',
              mountPath: '/data',
              size: '1Gi',
              accessMode: 'ReadWriteMany',
              storageClass: 'files',
            },
          ],
        },
        secrets: [
          { name: 'a', keys: ['A'], path: 'a', mountPath: '/run/a' },
          { name: 'billing-database', keys: ['B'], path: 'b' },
          { name: 'billing-db-app', keys: ['C'], path: 'c' },
          { name: 'billing-db-read', keys: ['D'], path: 'd' },
        ],
      }),
    ).toEqual([
      'spec.secrets[1].name: "billing-database" is what the Secret of its database or event bus is called: choose another name',
      'spec.secrets[2].name: "billing-db-app" is what the Secret of its database or event bus is called: choose another name',
      'spec.secrets[0].name: "a" would be the volume "secret-a", as workload.volumes[0] is: rename one of them',
    ]);
  });

  it('lets charts use Secrets as they like, and mounts none into their pods', () => {
    const chart = {
      repository: 'https://charts.example',
      name: 'x',
      version: '1.0.0',
    };
    expect(
      linesOf({
        workload: { kind: 'worker', chart },
        secrets: [
          { name: 'a', keys: ['tls.crt', 'PORT'], path: 'a' },
          { name: 'b', keys: ['PORT'], path: 'b', mountPath: '/run/b' },
        ],
      }),
    ).toEqual([
      'spec.secrets[1].mountPath: cannot be in the pods of a chart: leave it out, and name the Secret "b" in workload.chart.values',
    ]);
  });
});
