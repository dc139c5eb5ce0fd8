import { createSourceStatus } from '../../__testUtils__/createSourceStatus';
import { isNothingHidden } from './isNothingHidden';

const hub = createSourceStatus('hub', { source: 'argocd' });
const of = (source: string, state: 'stale' | 'failed' | 'unsupported') =>
  createSourceStatus('eu-1', { source, state });

describe('isNothingHidden', () => {
  it.each([
    ['all are fresh', [createSourceStatus('hub'), hub], true],
    ['one has no Argo CD', [hub, of('argocd', 'unsupported')], true],
    ['something else is old', [hub, of('velero', 'failed')], true],
    ['an Argo CD is old', [hub, of('argocd', 'stale')], false],
    ['a cluster is away', [hub, of('connection', 'failed')], false],
    ['no Argo CD is anywhere', [of('argocd', 'unsupported')], false],
    ['nothing is known', [], false],
  ])('where %s', (_, statuses, isCertain) => {
    expect(isNothingHidden(statuses)).toBe(isCertain);
  });
});
