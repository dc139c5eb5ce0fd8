import { blueprintValidationSchema } from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp } from '../__testUtils__/createApp';
import { SPEC_TEXTS } from '../__testUtils__/specTexts';

const PATH = '/v1/blueprint/validate';
const [GOOD] = SPEC_TEXTS;

const post = (body: object) => request(createApp().app).post(PATH).send(body);

describe('POST /v1/blueprint/validate', () => {
  it.each([
    ['text', GOOD],
    ['data', JSON.parse(GOOD)],
  ])('finds nothing wrong with a good spec as %s', async (_name, module) => {
    const { body } = await post({ module, landingZone: 'acme' }).expect(200);
    const { problems, spec } = blueprintValidationSchema.parse(body);
    expect(problems).toEqual([]);
    expect(spec?.metadata.name).toBe('billing');
  });

  it.each(SPEC_TEXTS.slice(1).map(text => [text.slice(0, 60), text]))(
    'answers problems to %j',
    async (_start, module) => {
      const { body } = await post({ module, landingZone: 'acme' }).expect(200);
      const { problems, spec } = blueprintValidationSchema.parse(body);
      expect(problems.length).toBeGreaterThan(0);
      expect(spec).toBeNull();
    },
  );

  it('answers 404 for a zone that is not there, whatever the spec', async () => {
    const { body } = await post({ module: '{', landingZone: 'nowhere' }).expect(
      404,
    );
    expect(body.error.message).toBe('There is no landing zone "nowhere"');
  });

  it.each([
    [{}, '"module"'],
    [{ module: GOOD }, '"landingZone"'],
    [{ module: 7, landingZone: 'acme' }, '"module"'],
    [{ module: GOOD, landingZone: 'acme', force: true }, 'unknown: "force"'],
  ])('answers 400 to the body %j', async (query, message) => {
    const { body } = await post(query).expect(400);
    expect(body.error.message).toContain(message);
  });

  it('answers 413 to a body that nobody wrote', async () => {
    const module = 'x'.repeat(300_000);
    const { status } = await post({ module, landingZone: 'acme' });
    expect(status).toBe(413);
  });

  it('asks nobody, and writes nothing', async () => {
    const { app, modules, moduleNames, history, auditor } = createApp();
    await request(app).post(PATH).send({ module: GOOD, landingZone: 'acme' });
    expect(modules.current).not.toHaveBeenCalled();
    expect(moduleNames.check).not.toHaveBeenCalled();
    expect(history.historyOf).not.toHaveBeenCalled();
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });
});
