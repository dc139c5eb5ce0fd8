// A parent that starts a child through children.mjs; the child starts a grandchild.
// Each prints its name and pid, and would go on for minutes. A stubborn grandchild
// does not listen to SIGTERM.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { run } from '../children.mjs';

const [role = 'parent', mood = 'obedient'] = process.argv.slice(2);
const file = fileURLToPath(import.meta.url);
console.log(`${role} ${process.pid}`);

if (role === 'parent') {
  process.exitCode = await run(process.execPath, [file, 'child', mood]);
} else {
  if (role === 'child') {
    spawn(process.execPath, [file, 'grandchild', mood], { stdio: 'inherit' });
  } else if (mood === 'stubborn') {
    process.on('SIGTERM', () => {});
  }
  setTimeout(() => {}, 300_000);
}
