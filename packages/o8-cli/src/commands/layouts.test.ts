import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { LAYOUTS } from '@orchestr8/backstage-plugin-o8-common';
import {
  createFolder,
  createSpec,
  readTree,
  runIn,
  ZONE,
} from '../__testUtils__';
import { PLATFORM_SCOPE } from '../files/scopes';

const AT = '--landing-zone zone.yaml';

describe.each(LAYOUTS)('the layout %s', layout => {
  const zone = `${ZONE.replace(
    /^ {2}layout: .*\n/m,
    '',
  ).trimEnd()}\n  layout: ${layout}\n`;

  it('goes from an empty folder to a checked platform with two modules', async () => {
    const folder = createFolder({
      'zone.yaml': zone,
      'a.yaml': createSpec('alpha'),
      'b.yaml': createSpec('beta'),
    });
    const run = async (args: string) => {
      const ran = await runIn(folder, args);
      expect({ args, ...ran }).toMatchObject({ code: 0, err: '' });
      return ran.out;
    };
    await run('init zone.yaml --out apps');
    await run(`validate apps ${AT}`);
    for (const module of ['b', 'a']) {
      await run(
        `render ${module}.yaml ${AT} --platform apps --out build --force`,
      );
      cpSync(path.join(folder, 'build/platform'), path.join(folder, 'apps'), {
        recursive: true,
      });
      rmSync(path.join(folder, 'build'), { recursive: true });
    }
    expect(await run(`validate apps ${AT}`)).toContain(
      '1 fine, 0 with problems',
    );
    expect(await run(`diff apps ${AT}`)).toMatch(/^Nothing would change in /);
    const apps = readTree(path.join(folder, 'apps'));
    const unread = Object.keys(apps).filter(at => !PLATFORM_SCOPE.file(at));
    expect(unread).toEqual([]);

    // In one go it is the same.
    await run('init zone.yaml --out fresh');
    await run(`render a.yaml b.yaml ${AT} --platform fresh --out many`);
    cpSync(path.join(folder, 'many/platform'), path.join(folder, 'fresh'), {
      recursive: true,
    });
    expect(readTree(path.join(folder, 'fresh'))).toEqual(apps);
  });
});
