import { judgeClaimed, type ClaimedObject } from './judgeClaimed';

function judge(fields: Partial<ClaimedObject> = {}) {
  return judgeClaimed({
    kind: 'apps/Deployment',
    namespace: 'team',
    owner: 'nobody',
    platform: false,
    isNamed: false,
    hasRival: false,
    ...fields,
  });
}

const application = {
  kind: 'argoproj.io/Application',
  namespace: 'argocd',
  platform: true,
};

describe('a claim', () => {
  it('stands while nobody else says anything', () => {
    expect(judge()).toEqual({ binding: 'claimed', conflict: null });
    expect(judge(application)).toEqual({ binding: 'claimed', conflict: null });
  });

  it.each<[string, Partial<ClaimedObject>]>([
    ['what is the entity’s anyway', { owner: 'self', isNamed: true }],
    ['what may turn out to be somebody’s', { owner: 'unread', isNamed: true }],
    ['what a selector found at somebody else’s', { owner: 'other' }],
    ['what a selector found at the platform’s', { platform: true }],
    [
      'what a selector found at somebody else’s, for whoever claims it too',
      { owner: 'other', hasRival: true },
    ],
  ])('says nothing of %s', (_what, fields) => {
    expect(judge(fields)).toBeUndefined();
  });

  it.each<[string, Partial<ClaimedObject>]>([
    ['otherModule', { owner: 'other' }],
    ['otherModule', { ...application, owner: 'other' }],
    ['otherModule', { owner: 'other', platform: true, hasRival: true }],
    ['platform', { platform: true }],
    ['platform', { kind: '/Namespace', namespace: null, platform: true }],
    ['platform', { ...application, namespace: 'kube-system' }],
  ])('on what it names is the conflict %s: %j', (conflict, fields) => {
    expect(judge({ ...fields, isNamed: true })).toEqual({
      binding: 'conflict',
      conflict,
    });
  });

  it('beside another one is a conflict, found by a name or not', () => {
    const expected = { binding: 'conflict', conflict: 'otherClaim' };
    expect(judge({ hasRival: true })).toEqual(expected);
    expect(judge({ hasRival: true, isNamed: true })).toEqual(expected);
    expect(judge({ ...application, hasRival: true })).toEqual(expected);
  });
});
