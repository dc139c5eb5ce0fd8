import { createApplication, readFacts } from './__testUtils__';
import { argocdSource } from './argocd';
import { cutMessage } from './cutMessage';
import { hideSecrets } from './hideSecrets';

it.each([
  ['all is well', 'all is well'],
  [
    "fatal: Authentication failed for 'https://bot:geheim@git.example.com/a.git/'",
    "fatal: Authentication failed for 'https://git.example.com/a.git/'",
  ],
  ['postgres://u:geheim@db:5432/x refused', 'postgres://db:5432/x refused'],
  ['Authorization: Bearer geheimgeheimgeheim', 'Authorization: Bearer …'],
  ['token eyJhbGciOiJI.eyJzdWIi.geheim is old', 'token … is old'],
  ['basic authentication failed', 'basic authentication failed'],
  ['write to ops@example.com', 'write to ops@example.com'],
])('%s', (text, expected) => {
  expect(hideSecrets(text)).toBe(expected);
});

it('takes no time for a text that is very long', () => {
  const startedAt = performance.now();
  hideSecrets('a'.repeat(4_000_000));
  hideSecrets('a://'.repeat(1_000_000));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

it('is done to messages, also where only their begin is kept', () => {
  const message = `${'x'.repeat(280)} https://bot:geheim@git.example.com/a.git`;
  expect(cutMessage(message)).not.toContain('geheim');
});

it('is done to what Argo CD says of an Application', () => {
  const message = 'cannot fetch https://bot:geheim@git.example.com/a.git';
  const facts = readFacts(
    argocdSource,
    createApplication({
      status: {
        conditions: [{ type: 'ComparisonError', message }],
        operationState: { phase: 'Failed', message },
        health: { status: 'Degraded', message },
      },
    }),
  );
  expect(JSON.stringify(facts)).toContain('git.example.com');
  expect(JSON.stringify(facts)).not.toContain('geheim');
});
