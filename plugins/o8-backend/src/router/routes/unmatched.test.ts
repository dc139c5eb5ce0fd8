import {
  createAnswerSchema,
  unmatchedObjectSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import {
  createApp,
  createUnmatched,
  statuses,
} from '../__testUtils__/createApp';
import { createSummary } from '../__testUtils__/createModules';

const names = (body: { items: { name: string }[] }) =>
  body.items.map(({ name }) => name);

describe('GET /v1/unmatched', () => {
  it('answers page by page, with the sources behind it', async () => {
    const { app } = createApp();
    const schema = createAnswerSchema(unmatchedObjectSchema);
    const first = await request(app).get('/v1/unmatched?limit=2');
    expect(schema.parse(first.body)).toEqual({
      items: [createUnmatched('a'), createUnmatched('b')],
      totalItems: 3,
      nextCursor: expect.any(String),
      sources: statuses,
    });
    const { nextCursor } = first.body;
    const second = await request(app).get(
      `/v1/unmatched?limit=2&cursor=${nextCursor}`,
    );
    expect(schema.parse(second.body)).toEqual({
      items: [createUnmatched('c')],
      totalItems: 3,
      sources: statuses,
    });
  });

  it('answers by address, each that differs in anything', async () => {
    const { app, factReader } = createApp();
    const unordered = [
      createUnmatched('same', { source: 'z' }),
      createUnmatched('same', { source: 'a' }),
      createUnmatched('same', { apiVersion: 'v2' }),
      createUnmatched('first', { cluster: 'ap-1' }),
    ];
    factReader.listUnmatched.mockResolvedValue(unordered);
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await request(app).get(
        `/v1/unmatched?limit=1${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual([3, 1, 0, 2].map(index => unordered[index]));
  });

  it('answers the fields that are asked for', async () => {
    const { app } = createApp();
    const { body } = await request(app).get('/v1/unmatched?fields=name');
    expect(body.items).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  });

  it.each(['nonsense', 'e30', 'bnVsbA', 'WyJhIiwiYiIsImMiXQ'])(
    'answers 400 to the cursor %s',
    async cursor => {
      const { app } = createApp();
      const response = await request(app).get(`/v1/unmatched?cursor=${cursor}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(
        /^Wrong parameters: "cursor": is not one of this list/,
      );
    },
  );

  describe('with objects that name a module', () => {
    const createWorld = () => {
      const world = createApp();
      const named = (module: string | null) =>
        createUnmatched(`of-${module}`, { reason: 'notConfirmed', module });
      world.factReader.listUnmatched.mockResolvedValue([
        named('alpha'),
        named('ghost'),
        named('secret'),
        named('shared'),
        named(null),
      ]);
      const current = ['alpha', 'secret'].map(name => ({
        summary: createSummary(name),
      }));
      world.modules.setModules([
        ...current,
        { summary: createSummary('beta', { module: 'shared' }) },
        { summary: createSummary('hidden', { module: 'shared' }) },
      ]);
      return world;
    };

    it('names none that the caller may not see, and counts none', async () => {
      const { app } = createWorld();
      const { body } = await request(app).get('/v1/unmatched');
      expect(names(body)).toEqual([
        'of-alpha',
        'of-ghost',
        'of-null',
        'of-shared',
      ]);
      expect(body.totalItems).toBe(4);
      expect(JSON.stringify(body)).not.toContain('secret');
    });

    it('answers each caller his own, from what is kept as well', async () => {
      const { app, callers } = createWorld();
      await request(app).get('/v1/unmatched').expect(200);
      callers.visible.clear();
      const { body } = await request(app).get('/v1/unmatched');
      expect(names(body)).toEqual(['of-ghost', 'of-null']);
      callers.visible.add('component:default/secret');
      const other = await request(app).get('/v1/unmatched');
      expect(names(other.body)).toContain('of-secret');
    });
  });

  it('asks the store once for all who ask at the same time', async () => {
    const { app, factReader } = createApp();
    await Promise.all(
      ['', '?limit=1', '?limit=2'].map(query =>
        request(app).get(`/v1/unmatched${query}`).expect(200),
      ),
    );
    expect(factReader.listUnmatched).toHaveBeenCalledTimes(1);
  });
});
