import {
  builtInSources,
  toPolicyRules,
} from '@orchestr8/backstage-plugin-o8-backend/engine';
import { parseAllDocuments } from 'yaml';
import { createFolder, runIn } from '../__testUtils__';

interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
  rules?: unknown;
  roleRef?: { name: string };
  subjects?: unknown;
}

async function run(args: string) {
  const { code, out, err } = await runIn(createFolder(), args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const parse = (text: string): Manifest[] =>
  parseAllDocuments(text).map(document => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

describe('o8 rbac', () => {
  it('prints the role of the sources as YAML', async () => {
    const [role, ...rest] = parse(await run('rbac'));
    expect(rest).toEqual([]);
    expect(role).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'o8-reader' },
      rules: toPolicyRules(builtInSources),
    });
  });

  it('names no Secrets', async () => {
    expect(await run('rbac')).not.toMatch(/^\s*- ['"]?(secrets|\*)['"]?$/m);
  });

  it('prints whom it is given to', async () => {
    const out = await run('rbac --name portal --service-account o8/reader');
    const [role, account, binding] = parse(out);
    expect(role.metadata.name).toBe('portal');
    expect(account).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { name: 'reader', namespace: 'o8' },
    });
    expect(binding).toMatchObject({
      kind: 'ClusterRoleBinding',
      roleRef: { name: 'portal' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'o8' }],
    });
  });

  it('prints the same as data', async () => {
    const args = 'rbac --service-account o8/reader';
    const { documents, ...rest } = JSON.parse(await run(`${args} --json`));
    expect(rest).toEqual({ ok: true, problems: [] });
    expect(documents).toEqual(parse(await run(args)));
  });

  it.each([
    ['--name Big', "argument 'Big' is invalid. It is not the name of a"],
    ['--name=', "argument '' is invalid."],
    ['--service-account reader', 'It is not NAMESPACE/NAME.'],
    ['--service-account a/b/c', 'It is not NAMESPACE/NAME.'],
    ['--service-account /b', 'It is not NAMESPACE/NAME.'],
    ['--service-account a/B', 'It is not NAMESPACE/NAME.'],
  ])('refuses %s', async (args, sentence) => {
    const ran = await runIn(createFolder(), `rbac ${args}`);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(sentence);
  });
});
