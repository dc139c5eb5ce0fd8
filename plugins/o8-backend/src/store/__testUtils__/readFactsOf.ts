import type { FactReader, ModuleFacts } from '../FactReader';
import type { ModuleEntity } from '../ModuleStore';

/** What is known of one module. */
export async function readFactsOf(
  reader: Pick<FactReader, 'factsOf'>,
  module: string,
  entities: ModuleEntity[],
): Promise<ModuleFacts> {
  const found = await reader.factsOf([{ module, entities }]);
  return found.get(module)!;
}
