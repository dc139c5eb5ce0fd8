import { createFakeApi } from '../__testUtils__/createFakeApi';
import { ModuleStore } from './ModuleStore';

const getPollMs = () => 30_000;
const ref = (name: string | number) => `component:default/${name}`;

describe('ModuleStore', () => {
  it('is one for each client, with one value for each entity', () => {
    const api = createFakeApi();
    const store = ModuleStore.of(api);
    expect(ModuleStore.of(api)).toBe(store);
    expect(ModuleStore.of(createFakeApi())).not.toBe(store);

    const value = store.get({ entityRef: ref('a'), getPollMs });
    expect(store.get({ entityRef: ref('a'), getPollMs })).toBe(value);
    expect(store.get({ entityRef: ref('b'), getPollMs })).not.toBe(value);
  });

  it('forgets the oldest that nobody looks at', () => {
    const store = ModuleStore.of(
      createFakeApi([], { getModule: () => new Promise(() => {}) }),
    );
    const watched = store.get({ entityRef: ref('watched'), getPollMs });
    const leave = watched.subscribe(() => {});
    const first = store.get({ entityRef: ref(0), getPollMs });
    for (let i = 1; i < 60; i++) {
      store.get({ entityRef: ref(i), getPollMs });
    }
    expect(store.get({ entityRef: ref('watched'), getPollMs })).toBe(watched);
    expect(store.get({ entityRef: ref(0), getPollMs })).not.toBe(first);
    leave();
  });
});
