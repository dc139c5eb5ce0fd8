import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { readLandingZones } from './readLandingZones';

const ZONE = `
apiVersion: orchestr8.io/v1alpha1
kind: LandingZone
metadata:
  name: demo
spec:
  git: { url: http://127.0.0.1:7444, modules: modules, platform: platform/apps }
  clusters: [{ name: eu-1, environment: production, default: true }]
  registry: registry.example.org/modules
  placeholderImage: registry.example.org/placeholder:1.0.0
`;

describe('readLandingZones', () => {
  const dataDir = createDataDir();
  const write = async (name: string, text: string) => {
    const file = path.join(dataDir, name);
    await writeFile(file, text);
    return file;
  };

  it('reads zones in the order of their files', async () => {
    const files = [
      await write('b.yaml', ZONE.replace('demo', 'second')),
      await write('a.yaml', ZONE),
    ];
    const zones = await readLandingZones(files);
    expect(zones.map(({ metadata }) => metadata.name)).toEqual([
      'second',
      'demo',
    ]);
    expect(await readLandingZones([])).toEqual([]);
  });

  it('says what is wrong, and in which file', async () => {
    const file = await write('wrong.yaml', ZONE.replace('eu-1', 'EU'));
    await expect(readLandingZones([file])).rejects.toThrow(
      new RegExp(`^--landing-zone: ${file}: spec.clusters\\[0\\].name: `),
    );
    const none = path.join(dataDir, 'none.yaml');
    await expect(readLandingZones([none])).rejects.toThrow(
      `--landing-zone: there is no file ${none}`,
    );
  });
});
