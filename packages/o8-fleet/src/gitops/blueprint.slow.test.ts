import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { GitOpsWorld } from './__testUtils__/GitOpsWorld';
import { RepositoryFiles } from './repositories';
import { buildKustomization } from './render/kustomize/buildKustomization';
import type { Manifest } from './types';

// Each git is a program, which can be slow on a busy machine.
jest.setTimeout(60_000);

/** What the blueprint writes, as its own tests hold it. */
const GOLDEN = path.resolve(__dirname, '../../../o8-blueprint/src/__golden__');

function readFolder(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .map(file => [
        path.relative(dir, file).split(path.sep).join('/'),
        readFileSync(file, 'utf8'),
      ]),
  );
}

function replaceAll(
  files: Record<string, string>,
  urls: Record<string, string>,
): Record<string, string> {
  const replaced = Object.entries(files).map(([name, text]) => [
    name,
    Object.entries(urls).reduce(
      (result, [from, to]) => result.replaceAll(from, to),
      text,
    ),
  ]);
  return Object.fromEntries(replaced);
}

const overlays = readdirSync(GOLDEN).flatMap(example => {
  const module = path.join(GOLDEN, example, 'module');
  return readdirSync(path.join(module, 'deploy/overlays')).map(
    overlay => [`deploy/overlays/${overlay}`, module] as const,
  );
});

const hasKubectl = (() => {
  try {
    execFileSync('kubectl', ['kustomize', '--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const describeTool = hasKubectl ? describe : describe.skip;
const reason = hasKubectl ? '' : ' (skipped: no kubectl on this machine)';

describeTool(`overlays of the blueprint beside kubectl${reason}`, () => {
  it.each(overlays)('%s', (overlay, module) => {
    const files = RepositoryFiles.of(readFolder(module));
    const output = execFileSync(
      'kubectl',
      ['kustomize', path.join(module, overlay)],
      { encoding: 'utf8' },
    );
    const byKind = (a: Manifest, b: Manifest) => (a.kind < b.kind ? -1 : 1);
    const expected = [...parseAllDocuments(output)].map(each => each.toJS());
    const built = buildKustomization(files, overlay);
    expect(built.map(({ manifest }) => manifest).sort(byKind)).toEqual(
      expected.sort(byKind),
    );
  });
});

describe('GitOps on what the blueprint writes', () => {
  it('deploys the smallest module from its two repositories', async () => {
    const world = await GitOpsWorld.create();
    try {
      const platform = world.server.repository('platform');
      const billing = world.server.repository('billing');
      const example = path.join(GOLDEN, 'minimal');
      const urls = {
        'https://git.example.com/platform/o8-apps.git': platform.url,
        'https://git.example.com/modules/billing.git': billing.url,
        // The demo has a root of this name, and a project, of its own.
        'o8-platform': 'o8-other',
        'o8-root': 'o8-other-root',
      };
      const init = replaceAll(readFolder(path.join(example, 'init')), urls);
      platform.commit(init);
      const application: Manifest = parse(init['bootstrap/root.yaml']);
      world.restart({ roots: [{ argoCdCluster: 'hub', application }] });
      await world.ticks(3);
      expect(world.summary('o8-other-root')).toBe('Synced Healthy');
      const entry = path.join(example, 'platform');
      billing.commit(readFolder(path.join(example, 'module')));
      platform.commit(replaceAll(readFolder(entry), urls));
      await world.ticks(14);
      expect(world.summary('billing-boundary-eu-1')).toBe('Synced Healthy');
      expect(world.summary('billing-eu-1')).toBe('Synced Healthy');
      expect(world.summary('o8-other-root')).toBe('Synced Healthy');
      expect(world.names('eu-1', 'Pod', 'billing').length).toBeGreaterThan(0);
      platform.commit({ 'modules/billing': null });
      await world.ticks(8);
      expect(world.application('billing-eu-1')).toBeUndefined();
      expect(world.summary('o8-other-root')).toBe('Synced Healthy');
      expect(world.get('eu-1', 'Namespace', 'billing')).toBeDefined();
    } finally {
      await world.close();
    }
  });
});
