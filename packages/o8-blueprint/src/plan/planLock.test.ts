import { execFileSync } from 'node:child_process';
import { examples, planOf } from '../__testUtils__/examples';
import { renderPlan } from '../render/renderPlan';
import { moduleLockSchema } from '@orchestr8/backstage-plugin-o8-common';
import { BLUEPRINT_VERSION } from '../version';
import { blobId } from './planLock';

describe('planLock', () => {
  it.each(examples)('lists all other files of "$name"', example => {
    const rendered = renderPlan(planOf(example));
    const { name } = example.spec.metadata;
    const locks = {
      module: '.o8/lock.json',
      platform: `modules/${name}/lock.json`,
    } as const;
    for (const part of ['module', 'platform'] as const) {
      const files = rendered[part];
      const lock = files.find(({ path }) => path === locks[part]);
      const others = files.filter(file => file !== lock);
      const { files: listed, ...head } = moduleLockSchema.parse(
        JSON.parse(lock?.content ?? ''),
      );
      expect(head).toMatchObject({
        blueprint: BLUEPRINT_VERSION,
        module: name,
        owner: example.spec.metadata.owner,
        landingZone: example.zone.metadata.name,
      });
      expect(listed).toEqual(
        Object.fromEntries(
          others.map(({ path, content }) => [
            path,
            { blob: blobId(content), mode: '100644' },
          ]),
        ),
      );
    }
  });
});

describe('blobId', () => {
  it.each(['', 'a\n', 'é 🚀\n'])('is what git says of %j', content => {
    const input = Buffer.from(content, 'utf8');
    const said = execFileSync('git', ['hash-object', '--stdin'], { input });
    expect(blobId(content)).toBe(said.toString().trim());
  });
});
