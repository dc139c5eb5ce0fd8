import { RUNTIME_TESTS } from '../pipelines/runtimes';
import type { Runtime } from '../pipelines/toPipeline';

/** How the code of a runtime is worked on. */
export interface RuntimeCommands {
  /** Where it is: what is in which folder. */
  sources: Record<string, string>;
  /** What the first two stages of its image are, where a landing zone names none. */
  images: { build: string; run: string };
  /** In a checkout. */
  test: string[];
  start: string;
  /** In its image. */
  migrate: string[];
}

const CODE = 'its code, whose example is to be replaced';

/**
 * The commands of each runtime. The images are those of the projects themselves, by tag:
 * a landing zone names its own by digest, and the plan says so where it does not.
 */
export const RUNTIME_COMMANDS: Record<Runtime, RuntimeCommands> = {
  node: {
    sources: { 'src/': CODE },
    images: {
      build: 'docker.io/library/node:24-slim',
      run: 'docker.io/library/node:24-slim',
    },
    test: RUNTIME_TESTS.node.commands,
    start: 'node src/main.ts',
    migrate: ['node', 'src/migrate.ts'],
  },
  python: {
    sources: { 'app/': CODE },
    images: {
      build: 'docker.io/library/python:3.13-slim',
      run: 'docker.io/library/python:3.13-slim',
    },
    test: RUNTIME_TESTS.python.commands,
    start: 'python -m app',
    migrate: ['python', '-m', 'app.migrate'],
  },
  go: {
    sources: { 'cmd/': 'its programs', 'internal/': CODE },
    images: { build: 'docker.io/library/golang:1.26', run: 'scratch' },
    test: RUNTIME_TESTS.go.commands,
    start: 'go run ./cmd/server',
    migrate: ['/app/migrate'],
  },
  java: {
    sources: { 'src/': CODE },
    images: {
      build: 'docker.io/library/maven:3.9-eclipse-temurin-21',
      run: 'docker.io/library/eclipse-temurin:21-jre',
    },
    test: RUNTIME_TESTS.java.commands,
    start: 'java -jar target/app.jar',
    migrate: ['java', '-jar', '/app/app.jar', 'migrate'],
  },
};
