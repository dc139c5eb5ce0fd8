import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import {
  planModule,
  renderPlan,
  toModuleSpec,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import { createZone } from '../../__testUtils__/createZone';
import { requireResult } from '../../spec';
import { isAsGenerated } from './isAsGenerated';

function createEntry(owner: string): {
  spec: ModuleSpec;
  files: RenderedFile[];
} {
  const document = {
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name: 'billing', owner },
    spec: { landingZone: 'demo', workload: { kind: 'service' } },
  };
  const spec = requireResult(toModuleSpec(document), 'The spec');
  const zone = createZone({ url: 'https://git.o8.example' });
  const platform = { modules: [] };
  const plan = requireResult(planModule({ spec, zone, platform }), 'The plan');
  return { spec, files: renderPlan(plan).platform };
}

describe('isAsGenerated', () => {
  const { spec, files } = createEntry('group:default/guests');

  it('takes what the blueprint has written', () => {
    expect(isAsGenerated(files, spec)).toBe(true);
  });

  it('takes no entry of which any file was removed', () => {
    expect(files.length).toBeGreaterThan(5);
    for (const removed of files) {
      const rest = files.filter(file => file !== removed);
      expect([removed.path, isAsGenerated(rest, spec)]).toEqual([
        removed.path,
        false,
      ]);
    }
    expect(isAsGenerated([], spec)).toBe(false);
  });

  it('takes no entry of which any file was changed, or with one more', () => {
    for (const changed of files) {
      const isLock = changed.path.endsWith('/lock.json');
      const other = { ...changed, content: isLock ? '{' : 'kind: Other\n' };
      const edited = files.map(file => (file === changed ? other : file));
      expect([changed.path, isAsGenerated(edited, spec)]).toEqual([
        changed.path,
        false,
      ]);
    }
    const more = { path: 'modules/billing/more.yaml', content: '' };
    expect(isAsGenerated([...files, more], spec)).toBe(false);
  });

  it('takes no entry of another owner', () => {
    const others = createEntry('group:default/others');
    expect(isAsGenerated(others.files, spec)).toBe(false);
  });
});
