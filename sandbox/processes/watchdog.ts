import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** How a guarded process is asked to end; INT is PostgreSQL's fast stop and comes after TERM. */
export type EndSignal = 'TERM' | 'INT';

/**
 * A shell in a separate session that does nothing while our pipe to it is open. When this process
 * ends for any reason, it ends the processes it guards: those on TERM first, then those on INT,
 * each given 1.5 s, then everything by force, also what a killed PostgreSQL left in its folder. It
 * is a shell and not Node so that it takes only 1 MB and survives a kill of "all node processes".
 */
export const WATCHDOG_SCRIPT = `
trap '' INT TERM HUP
guarded='' folders='' scratch=''
while read -r verb a b; do
  case $verb in
    guard) guarded="$guarded $b:$a" ;;
    release) kept=''; for g in $guarded; do [ "\${g#*:}" = "$a" ] || kept="$kept $g"; done
      guarded=$kept ;;
    folder) folders="$folders $a" ;;
    scratch) scratch="$scratch $a" ;;
    done) exit 0 ;;
  esac
done
gone() { # signal: 0 when no process guarded with it is left
  for g in $guarded; do
    [ "\${g%%:*}" = "$1" ] && kill -0 "\${g#*:}" 2>/dev/null && return 1
  done
  return 0
}
for signal in TERM INT; do
  for g in $guarded; do
    [ "\${g%%:*}" = $signal ] && kill -$signal "\${g#*:}" 2>/dev/null
  done
  n=0
  while [ $n -lt 30 ] && ! gone $signal; do sleep 0.05; n=$((n + 1)); done
done
for g in $guarded; do kill -KILL "\${g#*:}" 2>/dev/null; done
for folder in $folders; do
  for p in /proc/[0-9]*; do
    [ "$(readlink "$p/cwd" 2>/dev/null)" = "$folder" ] && kill -KILL "\${p#/proc/}" 2>/dev/null
  done
done
for folder in $scratch; do rm -rf "$folder"; done
exit 0
`;

/** Ends what we started if we cannot do it ourselves. One per process is enough. */
export class Watchdog {
  private readonly guarded = new Map<number, EndSignal>();
  private readonly folders = new Set<string>();
  private readonly scratch = new Set<string>();
  private closed = false;
  private shell = this.spawnShell();

  /** The shell's own process. */
  get pid(): number | undefined {
    return this.shell.pid;
  }

  /** From now on this process dies with us. */
  guard(pid: number, signal: EndSignal): void {
    this.guarded.set(pid, signal);
    this.tell(`guard ${pid} ${signal}`);
  }

  /** The process has ended; its number may soon be somebody else's. */
  release(pid: number): void {
    if (this.guarded.delete(pid)) this.tell(`release ${pid}`);
  }

  /** Processes whose working directory is this folder are ended too (PostgreSQL's backends). */
  guardFolder(folder: string): void {
    this.folders.add(folder);
    this.tell(`folder ${folder}`);
  }

  /** A folder to delete with us. */
  guardScratch(folder: string): void {
    this.scratch.add(folder);
    this.tell(`scratch ${folder}`);
  }

  /** We ended everything ourselves. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.tell('done');
    this.shell.stdin?.end();
  }

  private tell(line: string): void {
    if (/[^\x21-\x7e ]/.test(line)) return; // an odd path: the read loop could not parse it
    this.shell.stdin?.write(`${line}\n`);
  }

  private spawnShell(): ChildProcess {
    const shell = spawn('/bin/sh', ['-c', WATCHDOG_SCRIPT, 'scrip-watchdog'], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    shell.stdin?.on('error', () => undefined);
    shell.once('exit', () => this.replace());
    // It must never keep us alive: that is the whole point.
    shell.unref();
    if (shell.stdin instanceof Socket) shell.stdin.unref();
    return shell;
  }

  private replace(): void {
    if (this.closed) return;
    this.shell = this.spawnShell();
    for (const [pid, signal] of this.guarded) this.tell(`guard ${pid} ${signal}`);
    for (const folder of this.folders) this.tell(`folder ${folder}`);
    for (const folder of this.scratch) this.tell(`scratch ${folder}`);
  }
}
