import { execFileSync } from 'node:child_process';

const NAMES = ['registry', 'cafile', 'proxy', 'https-proxy'];

/**
 * Puts npm's settings into the environment, as npm does for its own scripts: this
 * script is started without npm, and the bootstrap tells Yarn what it finds there.
 */
export function readNpmSettings() {
  const output = execFileSync('npm', ['config', 'list', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const settings = JSON.parse(output);
  for (const name of NAMES) {
    const variable = `npm_config_${name.replace('-', '_')}`;
    if (settings[name]) {
      process.env[variable] ??= settings[name];
    }
  }
}
