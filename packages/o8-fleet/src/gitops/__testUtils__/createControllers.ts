import type { GroupKind, KubeObject } from '../../types';
import { compareTargets, healthOf } from '../compare';
import { Controllers } from '../controllers';
import { applyTarget } from '../sync/applyTarget';
import { createStore, createTargets } from './createStore';

const START_MS = Date.parse('2026-11-22T10:20:30Z');

/** A cluster with its controllers, to which the Application "app" applies. */
export function createControllers() {
  const store = createStore();
  const controllers = new Controllers(store);
  let nowMs = START_MS;
  const apply = (object: object, rules?: unknown) => {
    const [target] = createTargets(store, object);
    applyTarget(store, target, { now: new Date(nowMs), rules });
    return compareTargets({
      application: 'app',
      targets: [target],
      store,
      rules,
    })[0].state;
  };
  const advance = (ms = 500, ticks = 1) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      nowMs += ms;
      const managed = store
        .definitions()
        .flatMap(each => store.list(each))
        .filter(({ metadata }) =>
          Object.keys(metadata.annotations ?? {}).some(name =>
            name.includes('tracking-id'),
          ),
        );
      controllers.advance(managed, new Date(nowMs));
    }
  };
  const live = (kind: GroupKind, name: string): KubeObject | undefined =>
    store.get(kind, 'shop', name);
  const health = (kind: GroupKind, name: string) => {
    const object = live(kind, name);
    return object && healthOf(object)?.status;
  };
  return { store, apply, advance, live, health };
}
