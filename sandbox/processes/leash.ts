// Loaded before the program of every Node process that `npm start` runs. The launcher holds the
// other end of this process's channel: when it closes, the launcher is gone, and so are we.

const PATIENCE_MS = 3_000;

const end = () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
};
process.once('disconnect', end);
// The launcher ended before this listener was added, so there will be no further event.
if (process.connected === false) end();
// It must not be what keeps a process alive that has ended its work.
process.channel?.unref();
