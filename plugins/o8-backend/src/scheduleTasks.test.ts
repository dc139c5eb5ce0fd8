import { mockServices } from '@backstage/backend-test-utils';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readO8Config } from './config';
import { scheduleTasks } from './scheduleTasks';

type Task = SchedulerServiceTaskScheduleDefinition & {
  id: string;
  fn: (signal: AbortSignal) => Promise<void>;
};

async function schedule(catalog = catalogServiceMock()) {
  const tasks = new Map<string, Task>();
  const engine = {
    setModules: jest.fn(async () => undefined),
    retain: jest.fn(async () => undefined),
  };
  await scheduleTasks({
    auth: mockServices.auth(),
    catalog,
    config: readO8Config(
      mockServices.rootConfig({
        data: { o8: { mapping: { refreshMs: 7_000 } } },
      }),
    ),
    engine,
    scheduler: mockServices.scheduler.mock({
      scheduleTask: async task => {
        tasks.set(task.id, task as unknown as Task);
      },
    }),
  });
  const run = (id: string, signal = new AbortController().signal) =>
    tasks.get(id)!.fn(signal);
  return { engine, run, tasks };
}

describe('scheduleTasks', () => {
  it('has one task for each thing that comes round', async () => {
    const { tasks } = await schedule();
    expect(
      [...tasks.values()].map(({ id, frequency }) => [id, frequency]),
    ).toEqual([
      ['o8-map-modules', { milliseconds: 7_000 }],
      ['o8-retain', { hours: 1 }],
    ]);
  });

  it('brings the modules of the catalog to the engine', async () => {
    const annotations = { 'orchestr8.io/module': 'voicefuse' };
    const { engine, run } = await schedule(
      catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'v', namespace: 'default', annotations },
          },
        ],
      }),
    );
    await run('o8-map-modules');
    expect(engine.setModules).toHaveBeenCalledWith([
      expect.objectContaining({
        entityRef: 'component:default/v',
        module: 'voicefuse',
      }),
    ]);
  });

  it('takes nothing away when the catalog does not answer', async () => {
    const catalog = catalogServiceMock();
    jest.spyOn(catalog, 'queryEntities').mockRejectedValue(new Error('away'));
    const { engine, run } = await schedule(catalog);
    await expect(run('o8-map-modules')).rejects.toThrow('away');
    expect(engine.setModules).not.toHaveBeenCalled();
  });

  it('brings nothing that it read before it stood still', async () => {
    const { engine, run } = await schedule();
    const late = jest.spyOn(performance, 'now').mockReturnValueOnce(-100_000);
    await expect(run('o8-map-modules')).rejects.toThrow('took too long');
    late.mockRestore();
    await expect(run('o8-map-modules', AbortSignal.abort())).rejects.toThrow(
      'took too long',
    );
    expect(engine.setModules).not.toHaveBeenCalled();
  });

  it('forgets', async () => {
    const { engine, run } = await schedule();
    await run('o8-retain');
    expect(engine.retain).toHaveBeenCalledWith(expect.any(Date));
  });
});
