import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { planWith } from '../../__testUtils__/planWith';
import { PLACEHOLDER_PATCH } from '../../documents/placeholderPatch';
import { moduleImage } from '../../emitters/module/image';
import { renderFiles } from '../../render/renderFiles';
import { quote } from './quote';
import { promotions, SET_IMAGE, setImage, setImageCommand } from './setImage';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const [{ content: script }] = renderFiles([setImage]);

describe('setImage', () => {
  it('takes away the patch that goes with the placeholder', () => {
    expect(script).toContain(`.path == "${PLACEHOLDER_PATCH}"`);
    expect(script).toContain(`"$overlay/${PLACEHOLDER_PATCH}"`);
  });

  it('is called with words, whatever is in them', () => {
    expect(quote(`a'b $c`)).toBe(`'a'\\''b $c'`);
    const stage = { name: 'x', overlays: ['deploy/overlays/a', 'b c'] };
    expect(setImageCommand({ entry: 'r/a', image: 'r/b' }, 'from', stage)).toBe(
      `sh ${SET_IMAGE} r/a r/b from deploy/overlays/a 'b c'`,
    );
  });

  it('goes from stage to stage', () => {
    const stages = ['a', 'b', 'c'].map(name => ({ name, overlays: [name] }));
    const names = promotions(stages).map(({ from, to }) => from.name + to.name);
    expect(names).toEqual(['ab', 'bc']);
    expect(promotions(stages.slice(0, 1))).toEqual([]);
  });
});

const version = spawnSync('yq', ['--version'], { encoding: 'utf8' }).stdout;
// Machines of pipelines have it, others may not; the part "workflows" lints the script.
const describeWithYq = version?.includes('mikefarah')
  ? describe
  : describe.skip;

describeWithYq('the script (needs yq 4)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'o8-set-image-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const plan = planWith(
    { kind: 'service', command: ['/bin/run'] },
    {
      placements: ['eu-1', 'us-1'].map(cluster => ({
        cluster,
        environment: 'production',
      })),
    },
  );
  const name = moduleImage(plan.zone, 'shop');
  const overlay = (cluster: string) => `deploy/overlays/production-${cluster}`;
  const run = (...args: string[]) =>
    spawnSync('sh', [SET_IMAGE, name, name, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  it('writes a digest, and nothing else', () => {
    for (const { path, content } of renderFiles([...plan.module, setImage])) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const file = `${overlay('eu-1')}/kustomization.yaml`;
    const before = read(file);
    expect(before).toContain('Waiting for its first image');
    // There is nothing to promote yet.
    expect(run(overlay('eu-1'), overlay('us-1'))).toMatchObject({ status: 0 });
    expect(read(`${overlay('us-1')}/kustomization.yaml`)).toBe(before);

    expect(run(DIGEST, overlay('eu-1'))).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(read(file)).toBe(
      before
        .replace(/^(#.*\n)+/, '')
        .replace(
          / {4}newName: .*\n {4}newTag: .*\n/,
          `    digest: ${DIGEST}\n    newName: ${name}\n`,
        )
        .replace(/patches:\n {2}- path: patch-placeholder.yaml\n/, ''),
    );
    expect(existsSync(join(folder, overlay('eu-1'), PLACEHOLDER_PATCH))).toBe(
      false,
    );

    expect(run(overlay('eu-1'), overlay('us-1'))).toMatchObject({ status: 0 });
    expect(read(`${overlay('us-1')}/kustomization.yaml`)).toBe(read(file));
    expect(run('sha256:short', overlay('us-1'))).toMatchObject({
      status: 1,
      stderr: 'not a digest: sha256:short\n',
    });
  });
});
