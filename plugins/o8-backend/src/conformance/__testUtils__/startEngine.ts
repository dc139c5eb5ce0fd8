import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createConnection } from '../../clusters';
import { readO8Config } from '../../config';
import {
  createModuleEntity,
  startTestEngine,
} from '../../engine/__testUtils__/startTestEngine';
import { namespacesSource } from '../../sources/namespaces';
import { scaleTiming } from '../../timing';
import { MODULE, widgetsSource } from './widgets';

/** More than the tests create. */
const MAX_OBJECTS = 10_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The engine that reads the cluster of a kubeconfig, and a connection of its own. */
export async function startEngine(kubeconfig: string) {
  const timing = scaleTiming(0.1);
  const clusters = [
    { name: 'real', type: 'kubernetes', kubeconfig: { file: kubeconfig } },
  ];
  const config = readO8Config(
    mockServices.rootConfig({ data: { o8: { clusters } } }),
  );
  const { engine, factReader } = await startTestEngine({
    clusters,
    sources: [namespacesSource, widgetsSource],
    knex: await databases.init('SQLITE_3'),
    modules: [MODULE],
    timing,
  });
  const connection = createConnection(config.clusters[0], {
    timing,
    allowedExecCommands: [],
  });
  return {
    connection,
    /** How true what is known of a source is. */
    stateOf: async (source: string) =>
      (await engine.listStatuses()).find(status => status.source === source)
        ?.state,
    /** The widgets of the module, as they are kept. */
    async listWidgets() {
      const entity = createModuleEntity(MODULE);
      // What nobody is judged by is read when objects are asked for.
      const { objects } = await factReader.objectsOf(entity, {
        limit: MAX_OBJECTS,
      });
      return objects.flatMap(({ name, apiVersion, facts }) =>
        facts
          .filter(({ type }) => type === 'widgets.widget')
          .map(({ value }) => ({ name, size: value.size, apiVersion })),
      );
    },
    async stop() {
      await connection.close();
      await engine.stop();
    },
  };
}
