import { findSurprises } from '../__testUtils__';
import { policiesSchema } from './policies';
import { toolsSchema } from './tools';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const NEITHER =
  /^cli: is neither a package with its exact version, .+, nor an image with its digest, /;

it('toolsSchema takes what cannot change by itself, and nothing else', () => {
  expect(
    findSurprises(toolsSchema, {
      takes: [
        {},
        { cli: 'npm:@acme/o8-cli@1.2.3' },
        { cli: 'npm:o8@0.1.0-rc.1' },
        { cli: `registry.example:5000/o8:1.2@${DIGEST}` },
        { pipelines: `registry.example/tools@${DIGEST}` },
      ],
      refuses: [
        ...[
          'o8',
          'npm:o8',
          'npm:o8@latest',
          'npm:o8@^1.2.3',
          'npm:o8@1.2',
          'npm:@acme@1.2.3',
          'npm:o8@1.2.3 --registry=https://x.example',
          'npm:o8@1.2.3;id',
          'registry.example/o8:1.2.3',
          `npm:registry.example/o8@${DIGEST}`,
        ].map((cli): [unknown, RegExp] => [{ cli }, NEITHER]),
        [{ cli: 1 }, 'cli: must be text'],
        [
          { pipelines: 'registry.example/tools:1' },
          'pipelines: needs a digest: what pipelines run does not change by itself',
        ],
      ],
      hostile: [
        text => ({ cli: `npm:${text}@1.2.3` }),
        text => ({ cli: `npm:o8@1.2.3${text}` }),
        text => ({ cli: text }),
        text => ({ pipelines: `${text}@${DIGEST}` }),
      ],
    }),
  ).toEqual([]);
});

it('policiesSchema audits unless it is told to deny', () => {
  expect(policiesSchema.parse({ engine: 'kyverno' })).toEqual({
    engine: 'kyverno',
    mode: 'audit',
  });
  expect(
    findSurprises(policiesSchema, {
      takes: [
        {
          engine: 'kyverno',
          mode: 'deny',
          encryptedStorageClasses: ['gp3-encrypted', 'fast.encrypted'],
        },
      ],
      refuses: [
        [{}, 'engine: must be one of kyverno'],
        [
          { engine: 'kyverno', mode: 'enforce' },
          'mode: must be one of audit, deny',
        ],
        [
          { engine: 'kyverno', encryptedStorageClasses: [] },
          'encryptedStorageClasses: needs at least one entry',
        ],
        [
          { engine: 'kyverno', encryptedStorageClasses: ['Fast'] },
          'encryptedStorageClasses[0]: is not the name of a StorageClass',
        ],
      ],
      hostile: [
        text => ({ engine: 'kyverno', encryptedStorageClasses: [text] }),
      ],
    }),
  ).toEqual([]);
});
