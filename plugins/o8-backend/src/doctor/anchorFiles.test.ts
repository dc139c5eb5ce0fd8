import type { ClusterConfig } from '../config';
import { anchorFiles } from './anchorFiles';

const common = { name: 'a', title: 'A', aliases: ['in/side'] };

it('names files from the root, and leaves everything else alone', () => {
  expect(
    anchorFiles(
      {
        ...common,
        type: 'kubernetes',
        url: 'https://a/b',
        caFile: '../../.o8/ca.crt',
        auth: { tokenFile: 'a.token' },
      },
      '/repo/packages/backend',
    ),
  ).toEqual({
    ...common,
    type: 'kubernetes',
    url: 'https://a/b',
    caFile: '/repo/.o8/ca.crt',
    auth: { tokenFile: '/repo/packages/backend/a.token' },
  });
});

it.each([
  [{ kubeconfig: { file: 'k', context: 'c' } }, 'kubeconfig.file'],
  [{ auth: { clientCertificateFile: 'k' } }, 'auth.clientCertificateFile'],
  [{ auth: { clientKeyFile: 'k' } }, 'auth.clientKeyFile'],
  [{ auth: { username: 'u', passwordFile: 'k' } }, 'auth.passwordFile'],
  [{ directory: 'k' }, 'directory'],
  [{ archive: 'k' }, 'archive'],
])('knows the file in %j', (part, place) => {
  // The type does not matter, and not every way to sign in is there for each.
  const cluster = { ...common, type: 'kubernetes', ...part } as ClusterConfig;
  const found: unknown = anchorFiles(cluster, '/at');
  expect(found).toHaveProperty(place, '/at/k');
  expect(JSON.stringify(found).replace('/at/k', 'k')).toBe(
    JSON.stringify(cluster),
  );
});

it('does not take the words of programs for files', () => {
  const exec = {
    command: 'aws',
    args: ['file'],
    env: { file: 'x', auth: 'y' },
  };
  const cluster = { ...common, type: 'kubernetes' as const, auth: { exec } };
  expect(anchorFiles(cluster, '/at')).toEqual(cluster);
});

it('leaves files alone that are named from the root', () => {
  const cluster = { ...common, type: 'snapshot' as const, archive: '/x/a.tgz' };
  expect(anchorFiles(cluster, '/at')).toEqual(cluster);
});
