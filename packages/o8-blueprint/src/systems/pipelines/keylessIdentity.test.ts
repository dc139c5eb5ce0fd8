import { pipelineContext } from '../../__testUtils__/pipelines';
import { keylessIdentity } from './keylessIdentity';

const zoneOf = (url: string) =>
  pipelineContext({
    zone: { git: { url, modules: 'acme.x', platform: 'acme/apps' } },
  }).zone;

describe('keylessIdentity', () => {
  it.each([
    [
      'github',
      'https://github.com',
      'https://github.com/acme.x/shop/.github/workflows/build.yaml@refs/heads/main',
    ],
    [
      'gitlab',
      'https://gitlab.com',
      'https://gitlab.com/acme.x/shop//.gitlab-ci.yml@refs/heads/main',
    ],
  ] as const)(
    'knows the pipelines of %s, and no others',
    (ci, url, subject) => {
      const identity = keylessIdentity(zoneOf(url), ci);
      const isKnown = (text: string) =>
        new RegExp(identity?.subjectRegExp ?? '').test(text);
      expect(isKnown(subject)).toBe(true);
      for (const other of [
        subject.replace('main', 'other'),
        subject.replace('acme.x', 'acme-x'),
        subject.replace('acme.x', 'other'),
        subject.replace('shop', 'shop/deeper'),
        `x${subject}`,
        `${subject}x`,
      ]) {
        expect(isKnown(other)).toBe(false);
      }
    },
  );

  it('is nobody on other hosts, or without pipelines', () => {
    expect(keylessIdentity(zoneOf('https://git.example'), 'github')).toBe(
      undefined,
    );
    expect(keylessIdentity(zoneOf('https://github.com'), undefined)).toBe(
      undefined,
    );
    expect(keylessIdentity(zoneOf('https://github.com'), 'gitlab')).toBe(
      undefined,
    );
  });
});
