import { parseLandingZone } from '@orchestr8/o8-blueprint';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGitOps } from './createGitOps';
import type { GitOpsContext } from './serveGit';

const DEMO = path.resolve(
  __dirname,
  '../../../examples/landing-zones/demo.yaml',
);

function create(layout: string) {
  const text = readFileSync(DEMO, 'utf8');
  const result = parseLandingZone(
    text.replace('layout: directory', `layout: ${layout}`),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const context = { zones: [result.value], stores: new Map() };
  return () =>
    createGitOps(context as unknown as GitOpsContext, {
      dataDir: path.join(tmpdir(), 'o8-none'),
    });
}

describe('createGitOps', () => {
  it.each(['directory', 'kustomize'])('runs the layout %s', layout => {
    const gitOps = create(layout)();
    expect(gitOps.find).toBeDefined();
    gitOps.stop();
  });

  it.each(['helm-values', 'applicationset'])(
    'refuses the layout %s',
    layout => {
      expect(create(layout)).toThrow(
        `The landing zone "demo" has the layout "${layout}", which the demo fleet does not run`,
      );
    },
  );
});
