import { findSurprises } from '../__testUtils__';
import { configSchema, volumeSchema } from './volumes';

const VOLUME = { name: 'data', mountPath: '/var/lib/data', size: '10Gi' };

it('volumeSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(volumeSchema, {
      takes: [
        VOLUME,
        { ...VOLUME, storageClass: 'fast.ssd', accessMode: 'ReadWriteMany' },
        { ...VOLUME, backup: false },
      ],
      refuses: [
        [
          {},
          'name: must be text',
          'mountPath: must be text',
          'size: must be text',
        ],
        [
          { ...VOLUME, name: 'a'.repeat(21) },
          'name: is longer than 20 characters',
        ],
        [
          { ...VOLUME, mountPath: '/a/../b' },
          /^mountPath: is not an absolute path/,
        ],
        [{ ...VOLUME, size: 10 }, 'size: must be text'],
        [
          { ...VOLUME, storageClass: 'Fast' },
          'storageClass: is not the name of a StorageClass',
        ],
        [
          { ...VOLUME, accessMode: 'ReadOnlyMany', backup: 'no' },
          'accessMode: must be one of ReadWriteOnce, ReadWriteMany',
          'backup: must be true or false',
        ],
      ],
      hostile: [
        name => ({ ...VOLUME, name }),
        path => ({ ...VOLUME, mountPath: `/a${path}` }),
        storageClass => ({ ...VOLUME, storageClass }),
      ],
    }),
  ).toEqual([]);
});

it('configSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(configSchema, {
      takes: [
        { files: { 'app.conf': 'a\n\tb: ${{ not evaluated in a file }}\n' } },
        { mountPath: '/etc/app', files: { a: '', _b: "'x' {{ y }}" } },
      ],
      refuses: [
        [{}, 'files: is missing'],
        [{ files: {} }, 'files: needs at least one file'],
        [{ files: { a: 1 } }, 'files.a: must be text'],
        [
          { files: { a: 'x'.repeat(65_537) } },
          'files.a: is longer than 64 KiB',
        ],
        [{ files: { a: 'a\r\nb' } }, 'files.a: has control characters'],
        [{ files: { a: 'a\0b' } }, 'files.a: has control characters'],
        ...['../a', 'a/b', '.a', '', 'a b'].map((name): [unknown, RegExp] => [
          { files: { [name]: 'x' } },
          /is not a file name/,
        ]),
        [
          { mountPath: 'etc', files: { a: 'b' } },
          /^mountPath: is not an absolute/,
        ],
      ],
      hostile: [name => ({ files: { [name]: 'x' } })],
    }),
  ).toEqual([]);
});
