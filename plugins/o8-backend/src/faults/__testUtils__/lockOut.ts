import type { Fleet } from '@orchestr8/o8-fleet';
import { request } from 'node:https';

/** Signs in with wrong passwords until Argo CD refuses the right one, too. */
export async function lockOut(
  fleet: Fleet,
  { url, username, password }: Fleet['argocd'][number],
): Promise<void> {
  for (let count = 0; count < 5; count++) {
    await signIn(fleet, url, { username, password: `wrong-${count}` });
  }
  const status = await signIn(fleet, url, { username, password });
  if (status === 200) {
    throw new Error('Argo CD has locked nobody out');
  }
}

async function signIn(
  { ca }: Fleet,
  url: string,
  body: { username: string; password: string },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/session`,
      {
        method: 'POST',
        ca,
        headers: { 'content-type': 'application/json' },
      },
      answer => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode));
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}
