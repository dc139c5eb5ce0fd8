import { pipelineContext, TOOLS } from '../../__testUtils__/pipelines';
import { notePipeline } from './notePipeline';

type Options = Parameters<typeof pipelineContext>[0];

describe('notePipeline', () => {
  it.each<[string, Options]>([
    ['everything is there', {}],
    ['GitLab has images', { zone: { ci: 'gitlab' } }],
    ['nothing runs pipelines', { spec: { delivery: { ci: 'none' } } }],
  ])('says nothing where %s', (_name, options) => {
    expect(notePipeline(pipelineContext(options))).toEqual([]);
  });

  it.each<[string, Options, string[]]>([
    [
      'no command line',
      { zone: { tools: undefined } },
      [
        'The pipeline checks neither the spec nor what is approved of it: the landing zone has no "tools.cli".',
      ],
    ],
    [
      'no images for GitLab',
      {
        zone: {
          ci: 'gitlab',
          tools: { cli: TOOLS.pipelines },
          images: undefined,
        },
      },
      [
        'The pipeline builds, signs and deploys nothing: jobs of GitLab need "tools.pipelines" of the landing zone.',
        'The pipeline runs no tests: jobs of GitLab need "images.node" of the landing zone.',
      ],
    ],
    [
      'nothing to look through an image with',
      {
        zone: { ci: 'gitlab', tools: { cli: TOOLS.pipelines } },
        spec: { workload: { kind: 'worker', image: 'docker.io/redis:8' } },
      },
      [
        'The pipeline does not look through the image and build overlays: jobs of GitLab need "tools.pipelines" of the landing zone.',
      ],
    ],
    [
      'a host that Sigstore does not know',
      {
        zone: {
          git: { url: 'https://git.example', modules: 'a', platform: 'a/b' },
        },
      },
      [
        'The pipeline does not sign images: without keys that works on github.com and gitlab.com only.',
      ],
    ],
  ])('says what is left out: %s', (_name, options, notes) => {
    expect(notePipeline(pipelineContext(options))).toEqual(notes);
  });
});
