// Runs a program through children.mjs that needs half a second to end in peace.
import { fileURLToPath } from 'node:url';
import { run } from '../children.mjs';

if (process.argv[2] === 'program') {
  process.on('SIGTERM', () =>
    setTimeout(() => {
      console.log('ended in peace');
      process.exit();
    }, 500),
  );
  console.log('up');
  setTimeout(() => {}, 300_000);
} else {
  const file = fileURLToPath(import.meta.url);
  process.exitCode = await run(process.execPath, [file, 'program']);
}
