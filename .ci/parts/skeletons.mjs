import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Checks } from '../lib/Checks.mjs';
import { runSideBySide } from '../lib/runSideBySide.mjs';
import { KafkaBroker } from '../lib/skeletons/KafkaBroker.mjs';
import { Steps } from '../lib/skeletons/Steps.mjs';
import { findToolchains } from '../lib/skeletons/toolchains.mjs';
import { tryRuntime } from '../lib/skeletons/tryRuntime.mjs';

// More than there are cores: much of the time is spent on waiting.
const AT_A_TIME = 3;
// What takes longest first.
const RUNTIMES = ['java', 'python', 'node', 'go'];

/**
 * The code that modules begin with: rendered with the command line for each runtime that
 * this machine can build, built and tested as its pipeline does, and run with the
 * variables of its manifests on a PostgreSQL with TLS, a NATS and a collector of traces,
 * each of which is away at times.
 */
export async function skeletons(context) {
  const checks = new Checks();
  // PostgreSQL runs as somebody else where we are root, and has to get through it.
  chmodSync(context.folder, 0o711);
  const { node } = context.toolchain;
  // O8_SKELETONS=node,go tries these only.
  const chosen = process.env.O8_SKELETONS?.split(',');
  const toolchains = findToolchains(context);
  // Beside everything else until it is needed.
  const kafka = startKafka(context, toolchains.java);
  const tasks = RUNTIMES.filter(
    runtime => chosen?.includes(runtime) ?? true,
  ).map(runtime => async () => {
    const toolchain = toolchains[runtime];
    const steps = new Steps(checks, runtime);
    if (toolchain.reason) {
      steps.skip('all', toolchain.reason);
      return;
    }
    const folder = path.join(context.folder, 'skeletons', runtime);
    mkdirSync(folder, { recursive: true });
    await tryRuntime({ runtime, folder, node, toolchain, steps, kafka });
    console.log(steps.describe());
  });
  try {
    await runSideBySide(tasks, AT_A_TIME);
  } finally {
    await (await kafka).broker?.stop();
  }
  return checks.totals;
}

/** A broker, or the reason why there is none. */
async function startKafka(context, { home, reason }) {
  if (reason) {
    return { reason };
  }
  const folder = path.join(context.folder, 'skeletons/kafka');
  try {
    return { broker: await KafkaBroker.create({ folder, home }) };
  } catch (error) {
    return { reason: `no broker could be started: ${error.message}` };
  }
}
