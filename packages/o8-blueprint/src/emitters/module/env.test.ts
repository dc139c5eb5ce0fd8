import fc from 'fast-check';
import { toEnv } from './env';

/** What Kubernetes makes of a value: two dollars are one, and $(NAME) is a variable. */
function expand(value: string, variables: Map<string, string>): string {
  return value.replace(/\$\$|\$\(([^)]*)\)/g, (text, name?: string) =>
    text === '$$' ? '$' : variables.get(name ?? '') ?? text,
  );
}

describe('toEnv', () => {
  it('has the port beside what the spec says, by name', () => {
    const env = { ZONE: 'eu', A: '', LOG_LEVEL: 'info' };
    expect(toEnv({ env, port: 3000 })).toEqual([
      { name: 'A', value: '' },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'PORT', value: '3000' },
      { name: 'ZONE', value: 'eu' },
    ]);
    expect(toEnv({ port: 8080 })).toEqual([{ name: 'PORT', value: '8080' }]);
  });

  it.each([
    ['$(PORT)', '$$(PORT)'],
    ['pa$$word', 'pa$$$word'],
    ['$HOME ${HOME} 5$', '$HOME ${HOME} 5$'],
    ['$$(PORT)', '$$$$(PORT)'],
    ['$(', '$$('],
  ])('writes %s as %s', (value, written) => {
    expect(toEnv({ env: { A: value }, port: 1 })[0].value).toBe(written);
  });

  it('reaches the process as it is written', () => {
    const anyValue = fc.string({
      unit: fc.constantFrom('$', '(', ')', 'PORT', 'A', ' '),
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyValue, value => {
        const variables = new Map([['PORT', '8080']]);
        const [first] = toEnv({ env: { A: value }, port: 8080 });
        expect(expand(first.value, variables)).toBe(value);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
