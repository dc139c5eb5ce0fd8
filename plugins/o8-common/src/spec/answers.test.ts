import { createSpecInput, findProblems } from './__testUtils__';
import {
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  NAME_STATES,
} from './landingZoneAnswers';
import { moduleLockSchema } from './moduleLock';
import { moduleSpecSchema } from './moduleSpec';
import { problemSchema } from './problem';

const summary = {
  name: 'acme',
  title: 'Acme',
  description: null,
  review: 'none',
  platformUrl: 'https://git.acme.example/apps',
  clusters: [
    {
      name: 'eu-1',
      title: 'Europe',
      environment: 'production',
      region: null,
      default: true,
    },
  ],
};

describe('answers', () => {
  it('take what the backend says', () => {
    expect(landingZoneSummarySchema.parse(summary)).toEqual(summary);
    for (const state of NAME_STATES) {
      const answer = {
        name: 'billing',
        state,
        message: null,
        ownerMessage: null,
      };
      expect(moduleNameAnswerSchema.parse(answer)).toEqual(answer);
    }
    const problem = { path: 'a', message: 'is wrong', kind: 'refused' };
    expect(problemSchema.parse(problem)).toEqual(problem);
  });

  it('refuse what breaks the contract', () => {
    expect(
      findProblems(landingZoneSummarySchema, { ...summary, review: 'maybe' }),
    ).toEqual([expect.stringMatching(/^review: /)]);
    expect(
      findProblems(moduleNameAnswerSchema, { name: 'a', state: 'splendid' }),
    ).toEqual([
      expect.stringMatching(/^state: /),
      expect.stringMatching(/^message: /),
      expect.stringMatching(/^ownerMessage: /),
    ]);
  });
});

describe('moduleLockSchema', () => {
  const lock = {
    blueprint: '0.1.0',
    module: 'billing',
    landingZone: 'acme',
    owner: 'group:default/payments',
    spec: moduleSpecSchema.parse(createSpecInput()),
    files: { 'o8.yaml': { blob: '0'.repeat(40), mode: '100644' } },
  };

  it('takes what the blueprint writes', () => {
    expect(moduleLockSchema.parse(lock)).toEqual(lock);
  });

  it('refuses what git would not say, and names the file', () => {
    const files = { 'a/b.yaml': { blob: 'HEAD', mode: '120000' } };
    expect(findProblems(moduleLockSchema, { ...lock, files })).toEqual([
      expect.stringMatching(/^files\["a\/b\.yaml"\]\.blob: /),
      expect.stringMatching(/^files\["a\/b\.yaml"\]\.mode: /),
    ]);
  });
});
