import { parentOf, startOf } from '../processes/processes.js';

const POLL_MS = 500;
const SHELLS = new Set(['sh', 'dash', 'bash', 'zsh', 'ksh', 'busybox']);

/**
 * Calls back once npm, which started us, or the shell it put in between, is gone without having
 * told us (kill -9, or a shell that does not pass SIGTERM on).
 */
export async function watchParent(onGone: () => void): Promise<void> {
  const watched = new Map<number, string>();
  const remember = async (pid: number) => {
    const started = pid > 1 ? await startOf(pid) : undefined;
    if (started !== undefined) watched.set(pid, started);
  };
  await remember(process.ppid);
  const shell = await parentOf(process.ppid);
  if (shell && SHELLS.has(shell.name)) await remember(shell.parent);

  const look = async () => {
    for (const [pid, started] of watched) {
      if ((await startOf(pid)) !== started) return onGone();
    }
    setTimeout(() => void look(), POLL_MS).unref();
  };
  if (watched.size > 0) await look();
}
