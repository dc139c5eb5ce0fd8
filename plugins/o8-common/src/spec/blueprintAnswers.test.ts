import { createSpecInput } from './__testUtils__';
import {
  blueprintQuerySchema,
  blueprintValidationSchema,
} from './blueprintAnswers';
import { moduleSpecSchema } from './moduleSpec';

describe('the schemas of validation', () => {
  it.each([['kind: Module'], [{ kind: 'Module' }]])(
    'take a module as %j',
    module => {
      const query = { module, landingZone: 'demo' };
      expect(blueprintQuerySchema.parse(query)).toEqual(query);
    },
  );

  it.each([
    [{ landingZone: 'demo' }, 'module'],
    [{ module: ['a'], landingZone: 'demo' }, 'module'],
    [{ module: 'a', landingZone: 7 }, 'landingZone'],
  ])('refuse %j, and say where', (query, path) => {
    const { error } = blueprintQuerySchema.safeParse(query);
    expect(error?.issues).toMatchObject([{ path: [path] }]);
  });

  it('take an answer with problems, and one with a spec', () => {
    const problem = { path: 'spec', message: 'is missing', kind: 'invalid' };
    const spec = moduleSpecSchema.parse(createSpecInput());
    for (const answer of [
      { problems: [problem], spec: null },
      { problems: [], spec },
    ]) {
      expect(blueprintValidationSchema.parse(answer)).toEqual(answer);
    }
  });
});
