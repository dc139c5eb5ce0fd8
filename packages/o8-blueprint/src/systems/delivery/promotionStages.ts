import type { ModuleContext } from '../../emitters/types';
import { overlayDirectory } from '../../plan/paths';

/** Placements that get a new version with one change. */
export interface PromotionStage {
  /** As pipelines and branches call it: its environments, such as `staging`. */
  name: string;
  /** The directories of its overlays, such as `deploy/overlays/staging-eu-1`. */
  overlays: string[];
}

/**
 * The stages that a new version goes through, in order. The first gets it from the
 * pipeline, each further one by a pull request that copies the image of the stage before.
 * Without promotion by pull request there is one stage with all overlays.
 */
export function promotionStages({
  spec,
  placements,
}: Pick<ModuleContext, 'spec' | 'placements'>): PromotionStage[] {
  const isStaged = spec.spec.delivery?.promotion === 'pull-request';
  const orderOf = ({ promotionOrder = 0 }: (typeof placements)[number]) =>
    isStaged ? promotionOrder : 0;
  const orders = [...new Set(placements.map(orderOf))].sort((a, b) => a - b);
  const names = new Set<string>();
  return orders.map(order => {
    const members = placements.filter(each => orderOf(each) === order);
    const environments = members.map(({ environment }) => environment);
    const wanted = [...new Set(environments)].join('-');
    // One environment may come in several steps, such as region by region.
    const name = names.has(wanted) ? `${wanted}-${order}` : wanted;
    names.add(name);
    return { name, overlays: members.map(overlayDirectory) };
  });
}
