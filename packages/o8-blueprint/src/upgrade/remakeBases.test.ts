import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { planModule } from '../plan/planModule';
import { blobId } from '../plan/planLock';
import { renderPlan } from '../render/renderPlan';
import { remakeBases } from './remakeBases';

const zone = createRichZone('none');

const plan = (replicas: number) =>
  valueOf(
    planModule({
      spec: valueOf(
        toModuleSpec({
          apiVersion: 'orchestr8.io/v1alpha1',
          kind: 'Module',
          metadata: { name: 'billing', owner: 'group:default/payments' },
          spec: {
            landingZone: zone.metadata.name,
            workload: { kind: 'service', replicas },
          },
        }),
      ),
      zone,
    }),
  );

const former = plan(2);
const files = renderPlan(former).module.filter(
  ({ path }) => path !== 'o8.yaml' && !path.endsWith('lock.json'),
);
const lockOf = (texts: typeof files) => ({
  spec: former.spec,
  files: Object.fromEntries(
    texts.map(({ path, content, mode }) => [
      path,
      { blob: blobId(content), mode },
    ]),
  ),
});

describe('remakeBases', () => {
  it('makes each text of a lock again, by its id', () => {
    const bases = remakeBases({ lock: lockOf(files), part: 'module', zone });
    expect(bases).toEqual(
      new Map(files.map(({ content }) => [blobId(content), content])),
    );
    expect(bases.size).toBeGreaterThan(5);
  });

  it('makes nothing that was another text, of another version', () => {
    const older = files.map((file, index) =>
      index === 0 ? { ...file, content: `older ${file.content}` } : file,
    );
    const bases = remakeBases({ lock: lockOf(older), part: 'module', zone });
    expect(bases.size).toBe(files.length - 1);
    expect([...bases.values()]).not.toContain(files[0].content);
  });

  it('makes nothing where the former spec cannot be planned any more', () => {
    const { metadata, ...rest } = zone;
    const other = { ...rest, metadata: { ...metadata, name: 'other' } };
    expect(
      remakeBases({ lock: lockOf(files), part: 'module', zone: other }).size,
    ).toBe(0);
  });
});
