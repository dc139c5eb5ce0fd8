import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { cpSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFolder, createSpec, REPOSITORY, runIn } from './__testUtils__';

const readPage = (page: string) =>
  readFileSync(path.join(REPOSITORY, 'docs/reference', page), 'utf8');

/** The blocks of a language in a page. */
function readBlocks(page: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm');
  return [...page.matchAll(pattern)].map(([, block]) => block);
}

// The first test that needs a command loads it.
jest.setTimeout(60_000);

describe('the examples of commands.md', () => {
  const env = process.env;
  let fleet: Fleet;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-docs-'));
    fleet = await startFleet({ seed: 1, dataDir, modules: 1, life: false });
    process.env = {
      ...env,
      O8_FLEET_PORT: String(fleet.port),
      O8_FLEET_DIR: dataDir,
    };
  });
  afterAll(async () => {
    process.env = env;
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  it('run one after the other, and end well', async () => {
    const lines = readBlocks(readPage('commands.md'), 'sh')
      .flatMap(block => block.split('\n'))
      .filter(line => line.startsWith('npm run o8 -- '));
    expect(lines.length).toBeGreaterThanOrEqual(5);
    const folder = createFolder({
      'app-config.yaml': readFileSync(
        path.join(REPOSITORY, 'app-config.yaml'),
        'utf8',
      ),
      'billing.yaml': createSpec(),
    });
    cpSync(path.join(REPOSITORY, 'examples'), path.join(folder, 'examples'), {
      recursive: true,
    });
    for (const line of lines) {
      const ran = await runIn(folder, line.slice('npm run o8 -- '.length));
      expect({ line, ...ran }).toMatchObject({ code: 0, err: '' });
      expect(ran.out).not.toBe('');
    }
  });
});

describe('the examples of --help', () => {
  it('are command lines that are understood', async () => {
    const folder = createFolder();
    for (const command of ['init', 'render', 'diff', 'validate', 'doctor']) {
      const { out } = await runIn(folder, [command, '--help']);
      const examples = [...out.matchAll(/^ {2}\$ o8 (.+)$/gm)];
      expect(examples.length).toBeGreaterThan(0);
      for (const [, args] of examples) {
        // Not 2: the folder is empty, but nothing is wrong with the words.
        expect(await runIn(folder, args)).toMatchObject({
          code: 1,
          err: expect.not.stringContaining('--help'),
        });
      }
    }
  });
});
