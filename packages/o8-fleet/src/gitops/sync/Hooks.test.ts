import { createStore, createTargets } from '../__testUtils__/createStore';
import { KINDS } from '../kinds';
import { Hooks } from './Hooks';

const NOW = new Date('2026-11-22T10:20:30Z');

const job = (name: string, annotations: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, annotations },
  spec: {
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'app', image: 'a:1' }],
      },
    },
  },
});

function create(...jobs: object[]) {
  const store = createStore();
  const hooks = new Hooks(store, createTargets(store, ...jobs));
  const get = (name: string) => store.get(KINDS.job, 'shop', name);
  const end = (name: string, type: 'Complete' | 'Failed') => {
    const live = get(name);
    if (!live) throw new TypeError(`there is no ${name}`);
    const condition = { type, status: 'True', message: `it is ${type}` };
    store.put({ ...live, status: { conditions: [condition] } });
  };
  return { store, hooks, get, end, advance: () => hooks.advance(NOW) };
}

describe('Hooks', () => {
  it('are nothing to wait for where there are none', () => {
    const { advance, hooks } = create();
    expect(advance()).toEqual({});
    expect(hooks.results).toEqual([]);
  });

  it('run to their end, wave by wave', () => {
    const later = { 'argocd.argoproj.io/sync-wave': '1' };
    const { advance, hooks, get, end } = create(job('b', later), job('a'));
    const waitsFor = 'completion of hook batch/Job/a';
    expect(advance()).toEqual({ waitsFor });
    expect(advance()).toEqual({ waitsFor });
    expect(get('b')).toBeUndefined();
    end('a', 'Complete');
    expect(advance()).toEqual({ waitsFor: 'completion of hook batch/Job/b' });
    end('b', 'Complete');
    expect(advance()).toEqual({});
    expect(hooks.results).toMatchObject([
      { id: { name: 'a' }, hookPhase: 'Succeeded', message: 'it is Complete' },
      { id: { name: 'b' }, hookPhase: 'Succeeded' },
    ]);
    // What has succeeded is not asked again.
    expect(advance()).toEqual({});
  });

  it('replace those of the sync before', () => {
    const { store, advance, get } = create(job('a'));
    const old = {
      ...job('a'),
      metadata: {
        name: 'a',
        namespace: 'shop',
        uid: 'old',
        creationTimestamp: '2026-11-22T09:00:00Z',
      },
    };
    store.put(old);
    advance();
    expect(get('a')?.metadata.uid).not.toBe('old');
  });

  it.each<['Complete' | 'Failed', string]>([
    ['Complete', 'HookSucceeded'],
    ['Failed', 'HookFailed'],
  ])('go where they are to when they are %s', (type, policy) => {
    const annotation = {
      'argocd.argoproj.io/hook-delete-policy': `BeforeHookCreation, ${policy}`,
    };
    const { advance, get, end } = create(job('a', annotation), job('b'));
    advance();
    end('a', type);
    end('b', type);
    advance();
    expect(get('a')).toBeUndefined();
    expect(get('b')).toBeDefined();
  });

  it('fail with what has failed, or was taken away', () => {
    const { advance, end } = create(job('a'));
    advance();
    end('a', 'Failed');
    expect(advance()).toEqual({
      failure: 'hook Job "shop/a" failed: it is Failed',
    });
    const other = create(job('a'));
    other.advance();
    other.store.delete(KINDS.job, 'shop', 'a');
    expect(other.advance()).toEqual({
      failure: 'hook Job "shop/a" failed: it was deleted while it ran',
    });
  });
});
