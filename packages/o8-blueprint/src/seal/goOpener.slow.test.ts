import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valueOf } from '../__testUtils__/examples';
import { hasGo } from '../__testUtils__/expandTemplates';
import { createCertificate } from './__testUtils__';
import { readSealingCertificate } from './readSealingCertificate';
import { sealSecret } from './sealSecret';

// Of the size that controllers make.
const keys = generateKeyPairSync('rsa', { modulusLength: 4096 });
const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const certificate = valueOf(
  readSealingCertificate(
    createCertificate(keys, {
      from: new Date('2026-01-01'),
      to: new Date('2036-01-01'),
    }),
  ),
);
const value = Buffer.from('hunter2\0\n€');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'o8-seal-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

// The language that the controller is written in; without it, openSealed stands alone.
(hasGo ? describe : describe.skip)(
  `what we seal${hasGo ? '' : ' (skipped: no go here)'}`,
  () => {
    it("opens with Go's own cryptography in all scopes, and not elsewhere", () => {
      const program = join(directory, 'open');
      const source = join(__dirname, '__testUtils__', 'go', 'main.go');
      execFileSync('go', ['build', '-o', program, source], {
        env: { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off' },
      });
      const seal = (scope: 'strict' | 'namespace-wide' | 'cluster-wide') =>
        sealSecret(value, {
          certificate,
          scope,
          namespace: 'billing',
          name: 'stripe',
          random: randomBytes,
        });
      const strict = seal('strict');
      const jobs = [
        { label: 'billing/stripe', text: strict },
        { label: 'billing', text: seal('namespace-wide') },
        { label: '', text: seal('cluster-wide') },
        { label: 'shop/stripe', text: strict },
        { label: '', text: strict },
      ].map(job => ({ key, ...job }));
      const opened: unknown = JSON.parse(
        execFileSync(program, {
          input: JSON.stringify(jobs),
          stdio: ['pipe', 'pipe', 'ignore'],
        }).toString(),
      );
      const text = value.toString('base64');
      expect(opened).toEqual([text, text, text, null, null]);
      expect(strict).toMatch(/^Ag/);
    });
  },
);
