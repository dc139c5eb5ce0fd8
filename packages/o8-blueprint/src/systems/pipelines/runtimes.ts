import type { ACTIONS } from './github/actions';
import type { Runtime } from './toPipeline';

interface RuntimeTests {
  /** What sets it up on a machine of GitHub, in the version that the project names. */
  setUp: {
    action: keyof typeof ACTIONS;
    with: Record<string, string | boolean>;
  };
  /** What tests a usual project of it. */
  commands: string[];
}

/** How code is tested. Nothing is taken from caches, which other branches may have written. */
export const RUNTIME_TESTS: Record<Runtime, RuntimeTests> = {
  node: {
    setUp: {
      action: 'node',
      with: {
        'node-version-file': 'package.json',
        'package-manager-cache': false,
      },
    },
    commands: ['npm ci', 'npm test'],
  },
  python: {
    setUp: {
      action: 'python',
      with: { 'python-version-file': 'pyproject.toml' },
    },
    commands: [
      'python -m pip install --requirement requirements-dev.txt',
      'python -m pytest',
    ],
  },
  go: {
    setUp: {
      action: 'go',
      with: { 'go-version-file': 'go.mod', cache: false },
    },
    commands: ['go vet ./...', 'go test ./...'],
  },
  java: {
    setUp: {
      action: 'java',
      with: { distribution: 'temurin', 'java-version': '21' },
    },
    commands: ['mvn --batch-mode --no-transfer-progress verify'],
  },
};

/** Files from which no image is built: a new digest in an overlay must not build the next. */
export const NOT_BUILT = [
  'deploy',
  'docs',
  '.o8',
  'o8.yaml',
  'catalog-info.yaml',
  'mkdocs.yml',
  'README.md',
];
