import { isPathPart } from '../repositories';
import type { Target } from '../Target';

/** What a git client asks for. */
export interface SmartRequest {
  repositoryPath: string;
  service: 'git-upload-pack' | 'git-receive-pack';
  /** The first of the two requests: which refs there are. */
  isAdvertisement: boolean;
}

const SUFFIX = '.git';
const SERVICES = ['git-upload-pack', 'git-receive-pack'] as const;

/**
 * Reads what a git client asks for; undefined is for somebody else. Only the smart
 * protocol: files of a repository are not served as they are.
 */
export function parseSmartRequest(
  method: string,
  { segments, query }: Target,
): SmartRequest | undefined {
  const [owner = '', folder = '', ...rest] = segments;
  const name = folder.endsWith(SUFFIX) ? folder.slice(0, -SUFFIX.length) : '';
  if (!isPathPart(owner) || !isPathPart(name)) {
    return undefined;
  }
  const repositoryPath = `${owner}/${name}`;
  const route = `${method} ${rest.join('/')}`;
  const isAdvertisement = route === 'GET info/refs';
  const service = SERVICES.find(each =>
    isAdvertisement ? query.get('service') === each : route === `POST ${each}`,
  );
  return service && { repositoryPath, service, isAdvertisement };
}
