import os from 'node:os';

/** What the figures depend on, beside the code. */
export function describeMachine() {
  const cpus = os.cpus();
  const memoryGb = Math.round(os.totalmem() / 2 ** 30);
  return (
    `Node ${process.version} on ${os.platform()} ${os.arch()}, ` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${memoryGb} GiB; ` +
    'fleet, backend and load share them'
  );
}
