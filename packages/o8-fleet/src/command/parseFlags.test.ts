import path from 'node:path';
import { parseFlags } from './parseFlags';

describe('parseFlags', () => {
  it('has a default for everything', () => {
    const { dataDir, ...flags } = parseFlags([]);
    expect(flags).toEqual({
      modules: 14,
      clusters: 4,
      port: 7443,
      gitPort: 7444,
      landingZoneFiles: [],
      exampleFiles: [],
      churnPerSecond: 0,
      sizes: {},
      seed: 1,
      life: true,
      help: false,
    });
    expect(path.isAbsolute(dataDir)).toBe(true);
    expect(dataDir.endsWith(path.join('.o8', 'fleet'))).toBe(true);
    // The repository is where this package is, not where the test runs.
    expect(__dirname.startsWith(path.resolve(dataDir, '../..'))).toBe(true);
  });

  it('reads all flags', () => {
    const args =
      '--modules 2000 --clusters=20 --port 0 --git-port 0 --landing-zone a.yaml --landing-zone=/b.yaml --example c.yaml --churn 0.5 --applications-kb 16 --reports 10 --backups=30 --seed 7 --data-dir /x --no-life';
    expect(parseFlags(args.split(' '))).toEqual({
      modules: 2000,
      clusters: 20,
      port: 0,
      gitPort: 0,
      landingZoneFiles: [path.resolve('a.yaml'), path.resolve('/b.yaml')],
      exampleFiles: [path.resolve('c.yaml')],
      churnPerSecond: 0.5,
      sizes: { applicationKb: 16, reports: 10, backups: 30 },
      seed: 7,
      dataDir: path.resolve('/x'),
      life: false,
      help: false,
    });
  });

  it.each([
    ['--modules many', '--modules: must be a whole number from 1 to 20000'],
    ['--modules 0', '--modules:'],
    ['--clusters 201', '--clusters:'],
    ['--port 70000', '--port:'],
    ['--git-port x', '--git-port: must be a whole number from 0 to 65535'],
    ['--port 7444', '--git-port: must be another port than --port'],
    ['--landing-zone=', '--landing-zone.0:'],
    ['--example=', '--example.0:'],
    ['--churn x', '--churn: must be a number that is not negative'],
    ['--applications-kb 0', '--applications-kb:'],
    ['--reports 1001', '--reports:'],
    ['--backups many', '--backups:'],
    ['--seed 1.5', '--seed:'],
    ['--colour red', "Unknown option '--colour'"],
    ['--port', "'--port <value>' argument missing"],
    ['extra', "Unexpected argument 'extra'"],
  ])('refuses %s in one sentence', (args, message) => {
    let said = '';
    try {
      parseFlags(args.split(' '));
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });
});
