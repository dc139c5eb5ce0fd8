import type { Scope } from './listFolder';

const isGit = (path: string) => /(^|\/)\.git$/.test(path);
const PLATFORM = /^(modules|bootstrap)(\/|$)/;
const PLATFORM_FILE = /^((modules|bootstrap)\/.*|CODEOWNERS|README\.md)$/;
const APPROVED_FILE =
  /^modules\/(kustomization\.yaml|o8-platform\/values\.yaml|[^/]+\/(module\.yaml|lock\.json))$/;
const MODULE = /^(\.o8|deploy|docs|\.github)(\/|$)/;
const MODULE_FILE =
  /^((\.o8|deploy)\/.*|docs\/.*\.md|\.github\/workflows\/.*|\.gitlab-ci\.yml|o8\.yaml|catalog-info\.yaml|mkdocs\.yml|README\.md)$/;

/** What Argo CD and the portal read of a platform repository. */
export const PLATFORM_SCOPE: Scope = {
  folder: path => PLATFORM.test(path) && !isGit(path),
  file: path => PLATFORM_FILE.test(path),
};

/**
 * The approved specs of a platform repository, who wrote their entries, and the files
 * that entries share.
 */
export const APPROVED_SCOPE: Scope = {
  folder: path => /^modules(\/[^/]+)?$/.test(path) && !isGit(path),
  file: path => APPROVED_FILE.test(path),
};

/** What Argo CD, the portal and pipelines read of a module's repository; not its code. */
export const MODULE_SCOPE: Scope = {
  folder: path => MODULE.test(path) && !isGit(path),
  file: path => MODULE_FILE.test(path),
};
