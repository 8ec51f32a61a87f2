// `npm start`: everything Scrip needs, on this machine. See sandbox/launch.ts.
import { ensureBuilt } from '../tools/build.mjs';

try {
  await ensureBuilt();
  const { launch } = await import('../dist/sandbox/launch.js');
  const { exitCodeOf } = await import('../dist/sandbox/launch/exit-code.js');
  await launch({ underNpm: process.env.npm_lifecycle_event !== undefined }).catch((error) => {
    console.error(error.message);
    process.exitCode = exitCodeOf(error);
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
