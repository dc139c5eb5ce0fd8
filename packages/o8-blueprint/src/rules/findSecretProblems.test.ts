import { linesOf } from './__testUtils__';

const placements = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

describe('findSecretProblems', () => {
  it('takes paths, and ciphertext of every key for every cluster', () => {
    const sealed = { 'eu-1': { A: 'Agx=' }, 'us-1': { A: 'Agy=' } };
    expect(
      linesOf({
        placements,
        secrets: [
          { name: 'a', keys: ['A'], sealed },
          { name: 'b', keys: ['A', 'B'], path: 'teams/a' },
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
      'spec.secrets[0].sealed.constructor.toString: is missing: "o8 seal" writes it',
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
          { name: 'a', keys: ['A'], path: 'a' },
          {
            name: 'c',
            keys: ['A'],
            sealed: { 'eu-1': { A: 'Ag1', X: 'Ag2' }, 'us-1': { A: 'Ag3' } },
          },
        ],
      }),
    ).toEqual([
      'spec.secrets[1].name: "a" is the name of secrets[0] too',
      'spec.secrets[0].keys[2]: "A" is there twice',
      'spec.secrets[0].sealed["eu-1"].B: is missing: "o8 seal" writes it',
      'spec.secrets[0].sealed["us-1"].A: is missing: "o8 seal" writes it',
      'spec.secrets[0].sealed["us-1"].B: is missing: "o8 seal" writes it',
      'spec.secrets[2].sealed["eu-1"].X: is not among the keys of "c"',
    ]);
  });
});
