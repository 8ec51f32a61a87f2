/** How a call goes wrong. */
export const FAULTS = [
  '500',
  '429',
  'lock_timeout',
  'close_before',
  'close_after',
  'slow',
] as const;
/** One of them. */
export type FaultKind = (typeof FAULTS)[number];

/** A fault that waits for its call. */
export interface Fault {
  readonly kind: FaultKind;
  /** `METHOD /v1/path`, ids as `:id`; absent: any call. */
  readonly route?: string;
  /** How many calls go through before it. */
  readonly after: number;
  /** How many calls it meets. */
  readonly times: number;
  /** How much later the answer of a slow call comes. */
  readonly ms: number;
}

/** The faults that are still to come. */
export class Faults {
  private planned: { fault: Fault; seen: number }[] = [];

  plan(fault: Fault): void {
    this.planned.push({ fault, seen: 0 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that this call meets, once per call. */
  meet(route: string): Fault | undefined {
    for (const plan of this.planned) {
      const { fault } = plan;
      if (fault.route !== undefined && fault.route !== route) continue;
      plan.seen += 1;
      if (plan.seen <= fault.after) continue;
      if (plan.seen >= fault.after + fault.times) {
        this.planned = this.planned.filter((other) => other !== plan);
      }
      return fault;
    }
    return undefined;
  }

  get left(): readonly Fault[] {
    return this.planned.map(({ fault }) => fault);
  }
}
