import {
  DEPLOYMENT,
  deployment,
  entryFiles,
  moduleFiles,
  platformFiles,
  ROOT,
  yaml,
} from './__testUtils__/manifests';
import { GitOpsWorld } from './__testUtils__/GitOpsWorld';

// Each git is a program, which can be slow on a busy machine.
jest.setTimeout(60_000);

describe('GitOps and what no server would take', () => {
  it('fails the sync, keeps what runs, and tells what Prune=false keeps', async () => {
    const world = await GitOpsWorld.create();
    try {
      const platform = world.server.repository('platform');
      const orders = world.server.repository('orders');
      platform.commit(platformFiles(platform.url));
      world.restart({ roots: [world.rootOf(platform.url)] });
      orders.commit(moduleFiles('orders'));
      const entry = entryFiles({
        name: 'orders',
        module: orders.url,
        platform: platform.url,
      });
      platform.commit(entry);
      await world.ticks(12);
      expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
      const before = world.get('eu-1', 'Deployment', 'orders/orders');

      const bad = { ...deployment('orders', { replicaz: 2 }) };
      orders.commit({
        [DEPLOYMENT]: yaml(bad),
        'deploy/base/service.yaml': yaml({
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'orders' },
        }),
      });
      await world.ticks(3);
      const message =
        'failed to create typed patch object (orders/orders; apps/v1, ' +
        'Kind=Deployment): .spec.replicaz: field not declared in schema';
      expect(world.summary('orders-eu-1')).toMatch(
        /^OutOfSync Healthy; SyncError: The last sync to \w{7} failed: 1 of the objects/,
      );
      expect(world.summary('orders-eu-1')).toContain(message);
      expect(world.status('orders-eu-1').operationState).toMatchObject({
        phase: 'Failed',
        syncResult: {
          resources: [{ name: 'orders', status: 'SyncFailed', message }],
        },
      });
      // Also nothing else was touched, and nothing pruned.
      expect(world.get('eu-1', 'Deployment', 'orders/orders')).toBe(before);
      expect(world.get('eu-1', 'Service', 'orders/orders')).toBeDefined();
      expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
      orders.commit(moduleFiles('orders'));
      await world.ticks(3);
      expect(world.summary('orders-eu-1')).toBe('Synced Healthy');

      platform.commit({ 'modules/orders/clusters/eu-1/schedule.yaml': null });
      await world.ticks(3);
      const boundary = world.status('orders-boundary-eu-1');
      expect(world.summary('orders-boundary-eu-1')).toBe('OutOfSync Healthy');
      expect(
        boundary.resources?.filter(each => each.status === 'OutOfSync'),
      ).toMatchObject([{ kind: 'Schedule', requiresPruning: true }]);
      expect(boundary.operationState).toMatchObject({
        phase: 'Succeeded',
        syncResult: {
          resources: [
            {
              kind: 'Schedule',
              status: 'PruneSkipped',
              message: 'ignored (no prune)',
            },
          ],
        },
      });
      expect(world.summary(ROOT)).toBe('Synced Healthy');
    } finally {
      await world.close();
    }
  });
});
