import { planModule, renderPlan, toModuleSpec } from '@orchestr8/o8-blueprint';
import {
  createWorld,
  PLATFORM,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

const BRANCH = 'o8/add-billing';
const FILES = {
  kustomize: 'modules/kustomization.yaml',
  'helm-values': 'modules/o8-platform/values.yaml',
} as const;
const LAYOUTS = ['kustomize', 'helm-values'] as const;

let world: World;
afterEach(() => world.stop());

const show = (path: string, branch = 'main') =>
  world.server.git(PLATFORM, 'show', `${branch}:${path}`);

/** What another module's own task pushes: its entry, and its part of the shared file. */
async function addOther(name: string, path: string) {
  const spec = toModuleSpec({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name, owner: 'group:default/others' },
    spec: { landingZone: 'demo', workload: { kind: 'service' } },
  });
  const shared = [{ path, content: `${await show(path)}\n` }];
  const plan =
    spec.ok &&
    planModule({
      spec: spec.value,
      zone: world.zone,
      platform: { modules: [], shared },
    });
  if (!plan || !plan.ok) {
    throw new Error(`"${name}" cannot be planned`);
  }
  const rendered = renderPlan(plan.value);
  await world.server.commit({
    repository: PLATFORM,
    message: `add ${name}`,
    files: Object.fromEntries(
      [...rendered.platform, ...rendered.shared].map(file => [
        file.path,
        file.content,
      ]),
    ),
  });
}

describe.each(LAYOUTS)('o8:git:publish, in the layout "%s"', layout => {
  const path = FILES[layout];
  const linesOf = (text: string) =>
    text.split('\n').filter(line => /^ {2}(- )?[a-z]/.test(line));

  it('loses no entry of others that is pushed meanwhile, at whatever moment', async () => {
    world = await createWorld({ layout });
    const { spec } = (await world.runStory({}, { until: 'add' })).validate;
    world.server.once('refs', () => addOther('alpha', path));
    world.server.once('pack', () => addOther('zulu', path));
    const { state } = await world.run('o8:git:publish', {
      spec,
      repository: 'platform',
    });
    expect(state).toBe('created');
    const names = linesOf(await show(path)).map(
      line => /[a-z][-a-z0-9]*/.exec(line)?.[0],
    );
    expect([...new Set(names)].filter(name => name !== 'o8-platform')).toEqual([
      'alpha',
      'billing',
      'zulu',
    ]);
    // Run again, there is nothing to do.
    await expect(
      world.run('o8:git:publish', { spec, repository: 'platform' }),
    ).resolves.toMatchObject({ state: 'unchanged' });
  });

  it('keeps what people have written into the shared file', async () => {
    world = await createWorld({ layout });
    const text = `# By the platform team\n${await show(path)}\n`;
    await world.server.commit({
      repository: PLATFORM,
      files: { [path]: text },
    });
    const { add } = await world.runStory();
    expect(await show(path)).toMatch(/^# By the platform team\n/);
    // Whoever runs a template may not be allowed to read the other entries.
    expect(add.files).not.toContain(path);
  });

  it('says so where an approved entry is not listed', async () => {
    world = await createWorld({ layout });
    const before = `${await show(path)}\n`;
    await world.runStory();
    await world.server.commit({
      repository: PLATFORM,
      files: { [path]: before },
    });
    await expect(world.runStory()).rejects.toThrow(
      `has the module "billing", but not as its module.yaml says in ${path}`,
    );
  });

  it('says which file is broken, and pushes nothing', async () => {
    world = await createWorld({ layout });
    await world.server.commit({
      repository: PLATFORM,
      files: { [path]: 'modules: &a []\nresources: *a\n' },
    });
    await expect(world.runStory()).rejects.toThrow(path);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });
});

describe.each(LAYOUTS)('a review in the layout "%s"', layout => {
  const path = FILES[layout];

  it('waits, is not repeated, and is replaced by other values', async () => {
    world = await createWorld({ layout, review: 'required' });
    const first = await world.runStory({ port: 8081 });
    expect(await show(path, BRANCH)).toContain('billing');
    expect((await world.runStory({ port: 8081 })).entry).toEqual(first.entry);
    await addOther('alpha', path);
    const { entry } = await world.runStory({ port: 8082 });
    expect(entry.state).toBe('waiting-for-review');
    const text = await show(path, BRANCH);
    expect(text).toContain('alpha');
    expect(text).toContain('billing');
  });

  it('is left alone where a reviewer has edited the shared file', async () => {
    world = await createWorld({ layout, review: 'required' });
    await world.runStory({ port: 8081 });
    const text = (await show(path, BRANCH)).replace(/eu-1/, 'eu-9');
    await world.server.commit({
      repository: PLATFORM,
      branch: BRANCH,
      files: { [path]: `${text}\n` },
    });
    // As if it were our own one commit: only its content tells.
    const theirs = await world.server.git(
      PLATFORM,
      ...['-c', 'user.name=x', '-c', 'user.email=x@x.example'],
      ...['commit-tree', `${BRANCH}^{tree}`, '-p', 'main', '-m', 'mine'],
    );
    await world.server.git(
      PLATFORM,
      'update-ref',
      `refs/heads/${BRANCH}`,
      theirs,
    );
    await expect(world.runStory({ port: 8082 })).rejects.toThrow(
      'has changes by others',
    );
    await expect(world.server.git(PLATFORM, 'rev-parse', BRANCH)).resolves.toBe(
      theirs,
    );
  });
});
