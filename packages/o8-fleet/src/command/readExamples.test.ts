import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { readExamples } from './readExamples';

const SPEC = `
apiVersion: orchestr8.io/v1alpha1
kind: Module
metadata: { name: billing, owner: group:default/guests }
spec: { landingZone: demo, workload: { kind: service } }
`;

describe('readExamples', () => {
  const dataDir = createDataDir();
  const write = async (name: string, text: string) => {
    const file = path.join(dataDir, name);
    await writeFile(file, text);
    return file;
  };

  it('reads specs with their files', async () => {
    const file = await write('billing.yaml', SPEC);
    const lines: string[] = [];
    const [example, ...others] = await readExamples([file], line =>
      lines.push(line),
    );
    expect(example).toMatchObject({
      file,
      spec: { metadata: { name: 'billing' } },
    });
    expect([others, lines]).toEqual([[], []]);
  });

  it('leaves out what is no spec, and names its file', async () => {
    const good = await write('good.yaml', SPEC);
    const bad = await write('bad.yaml', SPEC.replace('billing', 'Not A Label'));
    const none = path.join(dataDir, 'none.yaml');
    const lines: string[] = [];
    const examples = await readExamples([bad, none, good], line =>
      lines.push(line),
    );
    expect(examples.map(({ file }) => file)).toEqual([good]);
    expect(lines.sort()).toEqual([
      expect.stringContaining(`--example: ${bad} is left out: metadata.name`),
      `--example: there is no file ${none}`,
    ]);
  });
});
