import {
  createApplication,
  createDataDir,
  createObject,
  DEFINITIONS,
  TestFleet,
  type WatchReader,
} from '../__testUtils__';
import type { ResourceDefinition } from '../types';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const KIND = { group: 'argoproj.io', kind: 'Application' };
const HOUR_MS = 3_600_000;
const APPLICATION = DEFINITIONS.find(({ kind }) => kind === KIND.kind)!;
const WIDGET: ResourceDefinition = {
  group: 'test.example',
  version: 'v1alpha1',
  kind: 'Widget',
  plural: 'widgets',
  singular: 'widget',
  namespaced: true,
};

describe('changes of a whole cluster', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  const open: WatchReader[] = [];
  beforeEach(async () => {
    fleet = await TestFleet.start({ dataDir });
  });
  afterEach(async () => {
    open.splice(0).forEach(reader => reader.close());
    await fleet.close();
  });

  const store = () => fleet.fleet.stores.get('one')!;
  const admin = { as: 'admin' } as const;
  async function watch(path: string, resourceVersion = `${store().revision}`) {
    const reader = await fleet.watch(
      `${path}?watch=true&resourceVersion=${resourceVersion}`,
      admin,
    );
    open.push(reader);
    return reader;
  }
  async function control(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<number> {
    const call = { method, body };
    return (await fleet.control(`/clusters/one/${path}`, call)).status;
  }

  describe('restore', () => {
    it('gives other uids and lower revisions, and breaks watches', async () => {
      store().put(
        createObject('v1', 'ConfigMap', 'team-a/owned', {
          metadata: {
            ownerReferences: [{ uid: 'uid-Application-team-a/one' }],
          },
        }),
      );
      const before = (await fleet.api(APPLICATIONS)).body;
      const reader = await watch(APPLICATIONS);
      expect(await control('POST', 'restore')).toBe(204);
      await reader.waitForEnd();
      expect(reader.lines).toEqual([]);
      const after = (await fleet.api(APPLICATIONS)).body;
      const names = (list: typeof after) =>
        list.items.map((each: { metadata: object }) => ({
          ...each.metadata,
          uid: '',
          resourceVersion: '',
        }));
      expect(names(after)).toEqual(names(before));
      const revision = Number(after.metadata.resourceVersion);
      expect(revision).toBeLessThan(Number(before.metadata.resourceVersion));
      for (const [at, { metadata }] of after.items.entries()) {
        const { uid, resourceVersion } = before.items[at].metadata;
        expect(metadata.uid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/);
        expect(metadata.uid).not.toBe(uid);
        expect(Number(metadata.resourceVersion)).toBeLessThan(
          Number(resourceVersion),
        );
        expect(Number(metadata.resourceVersion)).toBeLessThanOrEqual(revision);
      }
      const owned = store().get(
        { group: '', kind: 'ConfigMap' },
        'team-a',
        'owned',
      );
      expect(owned?.metadata.ownerReferences).toEqual([
        { uid: after.items[0].metadata.uid },
      ]);
    });

    it('answers lists from its future with 504, and says nothing to watches', async () => {
      const list = await fleet.api(`${APPLICATIONS}?limit=1`);
      const { resourceVersion, continue: token } = list.body.metadata;
      fleet.fleet.control.restore('one');
      const refusal = {
        reason: 'Timeout',
        message: `Too large resource version: ${resourceVersion}, current: ${
          store().revision
        }`,
        details: {
          retryAfterSeconds: 1,
          causes: [{ reason: 'ResourceVersionTooLarge' }],
        },
      };
      for (const query of [
        `resourceVersion=${resourceVersion}`,
        `limit=1&continue=${token}`,
      ]) {
        const { status, body } = await fleet.api(`${APPLICATIONS}?${query}`);
        expect(body).toMatchObject(refusal);
        expect(status).toBe(504);
      }
      const late = await watch(APPLICATIONS, resourceVersion);
      const current = await watch(APPLICATIONS);
      store().put(createApplication('team-b/new'));
      expect(await current.wait(1)).toEqual(['ADDED new']);
      expect([late.status, late.lines, late.isOver]).toEqual([200, [], false]);
    });

    it('goes on from there', async () => {
      fleet.fleet.control.restore('one');
      const { body } = await fleet.api(APPLICATIONS);
      const reader = await watch(APPLICATIONS, body.metadata.resourceVersion);
      store().put(createApplication('team-b/new'));
      store().delete(KIND, 'team-a', 'one');
      expect(await reader.wait(2)).toEqual(['ADDED new', 'DELETED one']);
      const old = await watch(
        APPLICATIONS,
        `${Number(body.metadata.resourceVersion) - 1}`,
      );
      expect(old.status).toBe(410);
    });
  });

  describe('setClock', () => {
    it('is the time of answers and of what is created', async () => {
      const body = createObject('example.io/v1', 'Zone', 'zone-9');
      const create = async (name: string) => {
        const metadata = { name };
        const answer = await fleet.api('/apis/example.io/v1/zones', {
          ...admin,
          method: 'POST',
          body: { ...body, metadata },
        });
        return [
          Date.parse(String(answer.headers.date)),
          Date.parse(answer.body.metadata.creationTimestamp),
        ];
      };
      const nowMs = Date.now();
      expect(await control('PUT', 'clock', { offsetMs: HOUR_MS })).toBe(204);
      for (const timeMs of await create('zone-8')) {
        expect(timeMs - nowMs).toBeGreaterThan(HOUR_MS - 2_000);
        expect(timeMs - nowMs).toBeLessThan(HOUR_MS + 60_000);
      }
      fleet.fleet.control.setClock('one', { offsetMs: -HOUR_MS });
      for (const timeMs of await create('zone-9')) {
        expect(timeMs - nowMs).toBeLessThan(-HOUR_MS + 60_000);
      }
      const [state] = (await fleet.control('/')).body.clusters;
      expect(state.clockOffsetMs).toBe(-HOUR_MS);
      const { headers } = await fleet.call('/clusters/two/version');
      expect(Date.parse(String(headers.date))).toBeGreaterThan(nowMs - 2_000);
    });
  });

  describe('setDefinition', () => {
    it('makes a kind appear, change its version and disappear', async () => {
      expect(await control('PUT', 'definitions', WIDGET)).toBe(204);
      const alpha = '/apis/test.example/v1alpha1/widgets';
      store().put(createObject('test.example/v1alpha1', 'Widget', 'team-a/w'));
      const watchAlpha = await watch(alpha);
      const stable = { ...WIDGET, version: 'v1' };
      expect(await control('PUT', 'definitions', stable)).toBe(204);
      await watchAlpha.waitForEnd();
      expect((await fleet.api(alpha, admin)).status).toBe(404);
      const path = '/apis/test.example/v1/widgets';
      const { body } = await fleet.api(path, admin);
      expect(body.items).toMatchObject([{ apiVersion: 'test.example/v1' }]);
      const reader = await watch(path);
      const query = 'definitions?group=test.example&kind=Widget';
      expect(await control('DELETE', query)).toBe(204);
      await reader.waitForEnd();
      expect(reader.told).toEqual(['DELETED w']);
      expect((await fleet.api(path, admin)).status).toBe(404);
      expect(await control('DELETE', query)).toBe(404);
    });

    it('takes what an add-on brought away, and brings it again', async () => {
      const reader = await watch(APPLICATIONS);
      fleet.fleet.control.removeDefinition('one', KIND);
      await reader.waitForEnd();
      expect(reader.told).toEqual([
        'DELETED one',
        'DELETED two',
        'DELETED three',
      ]);
      expect((await fleet.api('/apis/argoproj.io')).status).toBe(404);
      fleet.fleet.control.setDefinition('one', APPLICATION);
      store().put(createApplication('team-a/again'));
      const { body } = await fleet.api(APPLICATIONS);
      expect(body.items).toMatchObject([{ metadata: { name: 'again' } }]);
    });

    it('of what is there already changes nothing for watches', async () => {
      const reader = await watch(APPLICATIONS);
      fleet.fleet.control.setDefinition('one', APPLICATION);
      store().put(createApplication('team-a/new'));
      expect(await reader.wait(1)).toEqual(['ADDED new']);
    });

    it.each<[object, number]>([
      [{ ...WIDGET, namespaced: 'yes' }, 400],
      [{ ...WIDGET, group: '' }, 400],
      [{ ...WIDGET, group: 'nodots' }, 400],
      [{ ...APPLICATION, namespaced: false }, 400],
      [{ ...APPLICATION, plural: 'apps' }, 409],
    ])('refuses %j: %d', async (definition, status) => {
      expect(await control('PUT', 'definitions', definition)).toBe(status);
    });

    it.each([
      ['group=&kind=Pod', 400],
      ['group=apiextensions.k8s.io&kind=CustomResourceDefinition', 400],
      ['kind=Application', 400],
    ])('refuses to remove %s', async (query, status) => {
      expect(await control('DELETE', `definitions?${query}`)).toBe(status);
    });
  });

  it.each([
    ['PUT', 'clock', {}],
    ['PUT', 'clock', { offsetMs: 1e15 }],
    ['PUT', 'clock', { offsetMs: 0.5 }],
  ] as const)('refuses %s %s %j', async (method, path, body) => {
    expect(await control(method, path, body)).toBe(400);
  });
});
