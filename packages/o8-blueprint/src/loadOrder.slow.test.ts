import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const files = readdirSync(__dirname, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
  .map(entry => relative(__dirname, join(entry.parentPath, entry.name)))
  .filter(file => file.startsWith('systems/') && !file.includes('__'))
  .sort();

describe('the files of the package', () => {
  it.each(files)('may be loaded first: %s', file => {
    // With a circle of imports, what is used too early depends on who is loaded first.
    expect(() =>
      jest.isolateModules(() => jest.requireActual(`./${file}`)),
    ).not.toThrow();
  });
});
