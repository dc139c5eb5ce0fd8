import {
  renderPlatform,
  toModuleSpec,
  type RepositoryFile,
} from '@orchestr8/o8-blueprint';
import { createZone } from '../__testUtils__/createZone';
import { requireSpec, toSpecInput } from '../spec';
import { planEntry } from './planEntry';

describe('planEntry', () => {
  const zone = createZone();
  const base = renderPlatform(zone).filter(({ path }) =>
    path.startsWith('modules/'),
  );
  const createSpec = (form: { name?: string; port?: number } = {}) =>
    requireSpec(
      toSpecInput({
        landingZone: 'demo',
        name: 'billing',
        owner: 'guests',
        ...form,
      }),
    );
  const plan = (files: RepositoryFile[], form = {}) =>
    planEntry({ spec: createSpec(form), zone, files });

  it('plans the files of both repositories', () => {
    const planned = plan(base);
    const { entryFiles, moduleFiles, isApproved } = planned;
    expect(isApproved).toBe(false);
    expect(planned.sharedFiles).toEqual([]);
    expect(planned.notes).toEqual([
      expect.stringMatching(/group:default\/guests gets no RoleBinding/),
    ]);
    expect(moduleFiles.map(({ path }) => path)).toContain('o8.yaml');
    expect(entryFiles.map(({ path }) => path)).toContain(
      'modules/billing/module.yaml',
    );
    for (const { path } of entryFiles) {
      expect(path).toMatch(/^modules\/billing\//);
    }
    expect(plan(base)).toEqual(planned);
  });

  it('keeps an equal entry as it is', () => {
    const { entryFiles } = plan(base);
    const edited = entryFiles.map(file =>
      file.path.endsWith('app-project.yaml')
        ? { ...file, content: `# Looked at\n${file.content}` }
        : file,
    );
    const again = plan([...base, ...edited]);
    expect(again.isApproved).toBe(true);
    expect(again.entryFiles).toEqual(edited);
  });

  it('edits the file that modules share, and wants it as it is planned', () => {
    const layout = 'kustomize';
    const listed = createZone({ layout });
    const begin = renderPlatform(listed).filter(({ path }) =>
      path.startsWith('modules/'),
    );
    const planIn = (files: RepositoryFile[]) =>
      planEntry({ spec: createSpec(), zone: listed, files });
    const { entryFiles, sharedFiles } = planIn(begin);
    expect(sharedFiles.map(({ path }) => path)).toEqual([
      'modules/kustomization.yaml',
    ]);
    const others = begin.filter(
      ({ path }) => path !== 'modules/kustomization.yaml',
    );
    const again = planIn([...others, ...sharedFiles, ...entryFiles]);
    expect(again).toMatchObject({ isApproved: true, sharedFiles: [] });
    expect(() => planIn([...begin, ...entryFiles])).toThrow(
      'but not as its module.yaml says in modules/kustomization.yaml',
    );
    expect(() => planIn(others)).toThrow(
      'modules/kustomization.yaml: is missing: "o8 init" writes it',
    );
  });

  it('names what is other in an entry of the same owner', () => {
    const { entryFiles } = plan(base);
    expect(() => plan([...base, ...entryFiles], { port: 9090 })).toThrow(
      'The module "billing" exists with other values (spec.workload.port): use the change template to change it',
    );
  });

  it('is not kept from it by what is wrong with others', () => {
    const others = plan(base, { name: 'other' }).entryFiles.map(file =>
      file.path.endsWith('app-project.yaml')
        ? { ...file, content: file.content.replace(/name: other/g, 'name: x') }
        : file,
    );
    expect(plan([...base, ...others]).isApproved).toBe(false);
  });

  it('says who has to mend an entry that cannot be read', () => {
    const broken = { path: 'modules/other/module.yaml', content: 'kind: No\n' };
    expect(() => plan([...base, broken])).toThrow(
      /^The platform repository holds entries that cannot be read; its owners have to mend them:\nmodules\/other\/module\.yaml/,
    );
  });

  it('refuses to go into a folder that somebody has begun', () => {
    const stray = {
      path: 'modules/billing/clusters/eu-1/extra.yaml',
      content:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: kube-system }\n',
    };
    expect(() => plan([...base, stray])).toThrow(
      /The entry of "billing" does not go with what the platform repository holds:\n.*extra\.yaml/,
    );
  });

  it('takes a spec only from the schema', () => {
    expect(toModuleSpec({ kind: 'Module' }).ok).toBe(false);
    expect(() => requireSpec({ kind: 'Module' })).toThrow(
      /^This is not a module:\n/,
    );
  });
});
