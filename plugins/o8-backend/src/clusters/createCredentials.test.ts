import { createMockDirectory } from '@backstage/backend-test-utils';
import { rm, writeFile } from 'node:fs/promises';
import { createCredentials } from './createCredentials';

describe('createCredentials', () => {
  const directory = createMockDirectory();

  it('signs nothing without a token', async () => {
    const credentials = createCredentials();
    await expect(credentials.headers()).resolves.toEqual({});
    expect(credentials.renew()).toBe(false);
  });

  it('signs with a token that nobody renews', async () => {
    const credentials = createCredentials({ token: 'abc' });
    await expect(credentials.headers()).resolves.toEqual({
      authorization: 'Bearer abc',
    });
    expect(credentials.renew()).toBe(false);
  });

  it('reads a file once, and again when it was refused', async () => {
    directory.setContent({ token: 'one\n' });
    const tokenFile = directory.resolve('token');
    const credentials = createCredentials({ tokenFile });
    const one = { authorization: 'Bearer one' };

    await expect(credentials.headers()).resolves.toEqual(one);
    await writeFile(tokenFile, 'two');
    await expect(credentials.headers()).resolves.toEqual(one);

    expect(credentials.renew()).toBe(true);
    await expect(credentials.headers()).resolves.toEqual({
      authorization: 'Bearer two',
    });
  });

  it('tries a file again that was not there', async () => {
    directory.setContent({ token: 'x' });
    const tokenFile = directory.resolve('token');
    await rm(tokenFile);
    const credentials = createCredentials({ tokenFile });

    await expect(credentials.headers()).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'The file with the token of the cluster cannot be read',
    });
    await writeFile(tokenFile, ' late ');
    await expect(credentials.headers()).resolves.toEqual({
      authorization: 'Bearer late',
    });
  });
});
