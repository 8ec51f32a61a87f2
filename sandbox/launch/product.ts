import type { Child } from './child.js';

/** All children together: started as their needs come up, ended in the opposite order. */
export class Product {
  private stopped: Promise<void> | undefined;

  /** Resolves, if ever, with why one of them will not be started again. */
  readonly lost: Promise<Error>;

  constructor(private readonly children: readonly Child[]) {
    this.lost = Promise.race(children.map((child) => child.lost));
  }

  /** Resolves when every child is up; rejects when one does not start. */
  async start(): Promise<void> {
    const up = new Map<string, Promise<void>>();
    for (const child of this.children) {
      // The list is in order: each child comes after the children that it needs.
      const needs = child.spec.needs.flatMap((name) => up.get(name) ?? []);
      const started = Promise.all(needs).then(() => child.start());
      up.set(child.spec.name, started);
    }
    await Promise.all(up.values());
  }

  /** Ends every child, those that others need last. */
  stop(): Promise<void> {
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  private async stopAll(): Promise<void> {
    const ended = new Map<string, Promise<void>>();
    for (const child of [...this.children].reverse()) {
      const users = this.children.filter(({ spec }) => spec.needs.includes(child.spec.name));
      const before = users.flatMap(({ spec }) => ended.get(spec.name) ?? []);
      ended.set(
        child.spec.name,
        Promise.all(before).then(() => child.stop()),
      );
    }
    await Promise.all(ended.values());
  }
}
