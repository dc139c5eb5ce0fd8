import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { GitAuthor } from '@orchestr8/backstage-plugin-o8-node';

const NOBODY: GitAuthor = {
  name: 'Orchestr8',
  // A domain that never is anybody's.
  email: 'orchestr8@portal.invalid',
};

/** The user who runs the task as the author of its commits; Orchestr8 where unknown. */
export function findAuthor(
  user: ActionContext<Record<string, never>>['user'] | undefined,
): GitAuthor {
  const profile = user?.entity?.spec.profile;
  const name = toLine(profile?.displayName) || toLine(user?.ref);
  const email = toLine(profile?.email);
  return {
    name: name || NOBODY.name,
    email: /^[^\s@]+@[^\s@]+$/.test(email) ? email : NOBODY.email,
  };
}

/** Without what ends a name in a commit, or moves the text around it. */
function toLine(text: string | undefined): string {
  return (text ?? '')
    .replace(/[<>\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, 200);
}
