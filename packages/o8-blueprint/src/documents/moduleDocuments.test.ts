import { moduleJsonSchema } from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, planOf, valueOf } from '../__testUtils__/examples';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import { renderPlan } from '../render/renderPlan';

const files = Object.values(renderPlan(planOf(exampleOf('pinned')))).flat();
const contentOf = (path: string) =>
  files.find(file => file.path === path)?.content ?? '';

describe('o8.yaml', () => {
  it('names its schema first, where editors look for it', () => {
    const [first, second] = contentOf('o8.yaml').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=.o8/o8.schema.json');
    expect(second).toMatch(/^# What the team asks for/);
  });

  it('has the schema beside it', () => {
    expect(JSON.parse(contentOf('.o8/o8.schema.json'))).toEqual(
      moduleJsonSchema(),
    );
  });

  it('is the spec that somebody wrote', () => {
    const { spec } = exampleOf('pinned');
    expect(valueOf(parseModuleSpec(contentOf('o8.yaml')))).toEqual(spec);
  });
});

describe('module.yaml', () => {
  it('has nothing left open, and is read as it is', () => {
    const { spec } = exampleOf('minimal');
    const plan = planOf(exampleOf('minimal'));
    const approval = renderPlan(plan).platform.find(
      ({ path }) => path === 'modules/billing/module.yaml',
    );
    const approved = valueOf(parseModuleSpec(approval?.content ?? ''));
    expect(approved.spec.placements).not.toEqual([]);
    expect(approved.spec.recovery.schedule).toMatch(/^\d+ 2 \* \* \*$/);
    expect(approved).toMatchObject({
      metadata: spec.metadata,
      spec: { workload: spec.spec.workload },
    });
  });
});
