import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runAndRead } from '../../../bootstrap/children.mjs';

const GO_FOLDER = '/usr/local/go/bin';
const JAVA_FOLDER = '/usr/lib/jvm';
const SHOWN_LINES = 25;
const NEEDED = { node: 24, python: [3, 11], java: 21 };

/**
 * How the projects of each runtime are built and started on this machine; for a runtime
 * that it cannot build the reason. `prepare` makes what a project needs beside itself and
 * answers where its programs are found, `build` what its image would have, and `trust` how
 * programs are told of an authority that the machine would know.
 */
export function findToolchains(context) {
  return {
    node: findNode(context),
    python: findPython(),
    go: findGo(),
    java: findJava(),
  };
}

function findNode({ toolchain }) {
  const major = Number(versionOf(toolchain.node)?.split('.')[0].slice(1));
  if (!(major >= NEEDED.node)) {
    return { reason: `Node ${NEEDED.node} is needed` };
  }
  return {
    prepare: () => [path.dirname(toolchain.node)],
    build: () => ({}),
    trust: file => ({ env: { NODE_EXTRA_CA_CERTS: file } }),
  };
}

function findPython() {
  const [major, minor] =
    /(\d+)\.(\d+)/
      .exec(versionOf('python3') ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  const isFit = major === NEEDED.python[0] && minor >= NEEDED.python[1];
  if (!isFit || spawnSync('python3', ['-c', 'import ensurepip']).status !== 0) {
    return { reason: `Python ${NEEDED.python.join('.')} with venv is needed` };
  }
  return {
    // One for equal requirements, and beside the projects, whose tools look through all
    // that is in them.
    prepare: async ({ folder }) => {
      const requirements = readFileSync(path.join(folder, 'requirements.txt'));
      const hash = createHash('sha256').update(requirements).digest('hex');
      const venv = path.join(folder, `../venv-${hash.slice(0, 8)}`);
      await runToEnd('python3', ['-m', 'venv', venv]);
      return [path.join(venv, 'bin')];
    },
    build: () => ({}),
    trust: file => ({ env: { SSL_CERT_FILE: file } }),
  };
}

function findGo() {
  const folder = [...process.env.PATH.split(path.delimiter), GO_FOLDER].find(
    each => existsSync(path.join(each, 'go')),
  );
  if (!folder) {
    return { reason: 'Go is needed' };
  }
  return {
    prepare: () => [folder],
    build: async ({ folder: cwd, migrations }, { env }) => {
      const out = `${cwd}.bin`;
      mkdirSync(out, { recursive: true });
      const programs = ['server', ...(migrations ? ['migrate'] : [])];
      for (const program of programs) {
        const args = ['build', '-o', path.join(out, program)];
        await runToEnd(path.join(folder, 'go'), [...args, `./cmd/${program}`], {
          cwd,
          env,
        });
      }
      return Object.fromEntries(
        programs.map(name => [`/app/${name}`, path.join(out, name)]),
      );
    },
    trust: file => ({ env: { SSL_CERT_FILE: file } }),
  };
}

function findJava() {
  const homes = [
    process.env.JAVA_HOME,
    ...(existsSync(JAVA_FOLDER)
      ? readdirSync(JAVA_FOLDER).map(name => path.join(JAVA_FOLDER, name))
      : []),
  ].filter(home => home && existsSync(path.join(home, 'bin/javac')));
  const home = homes.find(each => javaVersion(each) >= NEEDED.java);
  if (!home) {
    return { reason: `A JDK of Java ${NEEDED.java} is needed` };
  }
  if (spawnSync('mvn', ['--version']).status !== 0) {
    return { reason: 'Maven is needed' };
  }
  return {
    home,
    env: { JAVA_HOME: home },
    prepare: () => [path.join(home, 'bin')],
    build: ({ folder }) => {
      const jar = path.join(folder, 'target/app.jar');
      if (!existsSync(jar)) {
        throw new Error(`There is no ${jar}`);
      }
      return { '/app/app.jar': jar };
    },
    trust: async file => {
      const store = `${file}.p12`;
      await runToEnd(path.join(home, 'bin/keytool'), [
        ...['-importcert', '-noprompt', '-alias', 'ca', '-file', file],
        ...['-keystore', store, '-storetype', 'PKCS12'],
        ...['-storepass', 'changeit'],
      ]);
      return {
        args: [
          `-Djavax.net.ssl.trustStore=${store}`,
          '-Djavax.net.ssl.trustStorePassword=changeit',
        ],
      };
    },
  };
}

function javaVersion(home) {
  const { stderr } = spawnSync(path.join(home, 'bin/java'), ['-version'], {
    encoding: 'utf8',
  });
  return Number(/version "(\d+)/.exec(stderr)?.[1]);
}

function versionOf(program) {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Runs a program to its end; fails with what it has said. */
export async function runToEnd(program, args, options) {
  const { code, output } = await runAndRead(program, args, options);
  if (code !== 0) {
    const label = [path.basename(program), ...args].join(' ');
    throw new Error(`"${label}" ended with ${code}\n${shorten(output)}`);
  }
  return output;
}

/** What matters may be said first, or last. */
function shorten(output) {
  const lines = output.trim().split('\n');
  return lines.length <= 2 * SHOWN_LINES
    ? lines.join('\n')
    : [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)].join(
        '\n',
      );
}
