import { fleetAnswerSchema } from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses } from '../__testUtils__/createApp';
import { createSummary } from '../__testUtils__/createModules';

const CELL = {
  cluster: 'eu-1',
  facets: { sync: 'bad', compliance: null, recovery: 'good' },
} as const;

function createFleet(options: Parameters<typeof createApp>[0] = {}) {
  const app = createApp(options);
  app.modules.setModules([
    { summary: createSummary('alpha', { tier: 'gold' }), cells: [CELL] },
    {
      summary: createSummary('beta', { clusters: ['eu-1'] }, [
        'bad',
        'good',
        'good',
      ]),
    },
    { summary: createSummary('hidden') },
  ]);
  return app;
}

describe('GET /v1/fleet', () => {
  it('answers rows of what the caller may see, and all columns', async () => {
    const { app } = createFleet();
    const { body } = await request(app).get('/v1/fleet?order=name').expect(200);
    expect(fleetAnswerSchema.parse(body)).toEqual(body);
    expect(body).toEqual({
      items: [
        {
          entityRef: 'component:default/alpha',
          key: 'key of component:default/alpha',
          title: 'alpha',
          owner: 'group:default/team',
          system: null,
          tier: 'gold',
          binding: 'unbound',
          cells: [CELL],
        },
        expect.objectContaining({ title: 'beta', cells: [] }),
      ],
      totalItems: 2,
      sources: statuses,
      clusters: [{ name: 'eu-1', title: 'Europe 1', state: 'stale' }],
    });
  });

  it.each([
    ['', ['beta', 'alpha']],
    ['?order=-name', ['beta', 'alpha']],
    ['?filter=tier=gold', ['alpha']],
    ['?filter=cluster=eu-1', ['beta']],
    ['?order=name&limit=1', ['alpha']],
    ['?filter=name=hidden', []],
  ])('lists as /modules does: %s', async (query, titles) => {
    const { app } = createFleet();
    const { body } = await request(app).get(`/v1/fleet${query}`).expect(200);
    expect(body.items.map(({ title }: { title: string }) => title)).toEqual(
      titles,
    );
  });

  it('gives the fields that are asked for, and all columns beside them', async () => {
    const { app } = createFleet();
    const { body } = await request(app).get(
      '/v1/fleet?order=name&limit=1&fields=title,cells.cluster',
    );
    expect(body.items).toEqual([
      { title: 'alpha', cells: [{ cluster: 'eu-1' }] },
    ]);
    expect(body.clusters).toHaveLength(1);
  });

  it.each([
    ['fields=facets', '"fields": unknown "facets"'],
    ['order=cluster', '"order": unknown order "cluster"'],
    ['filter=colour=red', '"filter": unknown key "colour"'],
    ['cursor=x', '"cursor"'],
  ])('answers 400 to %s', async (query, message) => {
    const { app } = createFleet();
    const { body } = await request(app).get(`/v1/fleet?${query}`).expect(400);
    expect(body.error.message).toContain(message);
  });

  it('answers another caller otherwise, and everybody anew when something changed', async () => {
    const { app, callers, modules } = createFleet();
    const ask = async () => (await request(app).get('/v1/fleet')).headers.etag;
    const first = await ask();
    expect(await ask()).toBe(first);
    callers.visible.add('component:default/hidden');
    const all = await ask();
    expect(all).not.toBe(first);
    modules.setModules([{ summary: createSummary('alpha') }]);
    expect([first, all]).not.toContain(await ask());
  });
});
