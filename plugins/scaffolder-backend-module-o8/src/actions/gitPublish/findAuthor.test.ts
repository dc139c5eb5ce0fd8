import type { UserEntity } from '@backstage/catalog-model';
import { findAuthor } from './findAuthor';

const createUser = (profile?: UserEntity['spec']['profile']): UserEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada' },
  spec: { profile },
});

describe('findAuthor', () => {
  const ref = 'user:default/ada';
  const nobody = 'orchestr8@portal.invalid';

  it.each([
    [undefined, { name: 'Orchestr8', email: nobody }],
    [{ ref }, { name: ref, email: nobody }],
    [
      { ref, entity: createUser() },
      { name: ref, email: nobody },
    ],
    [
      { ref, entity: createUser({ displayName: 'Ada', email: 'a@b.example' }) },
      { name: 'Ada', email: 'a@b.example' },
    ],
    [
      { ref, entity: createUser({ displayName: ' \n ', email: 'no address' }) },
      { name: ref, email: nobody },
    ],
    [
      {
        ref,
        entity: createUser({
          displayName: 'A\u202eda <x@y>\n',
          email: 'a@b>\ncommitter c <c@d',
        }),
      },
      { name: 'A da  x@y', email: nobody },
    ],
  ])('of %j is %j', (user, author) => {
    expect(findAuthor(user)).toEqual(author);
  });
});
