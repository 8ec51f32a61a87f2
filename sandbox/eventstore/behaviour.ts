/** The versions of EventStoreDB whose behaviour the node can have. */
export const VERSIONS = ['24.10', '23.10'] as const;
/** One of them. */
export type Version = (typeof VERSIONS)[number];

/** In what the versions differ, as far as the node serves it. */
export interface Behaviour {
  /** What the node calls itself to its clients. */
  readonly name: string;
  /** The limit on appends is on data, metadata and twice the types' length; else on data alone. */
  readonly limitCountsAll: boolean;
  /** A filtered subscription gets a checkpoint when it has reached the end of the log. */
  readonly checkpointAtEnd: boolean;
  /** A live subscription that falls behind waits for its reader; else it is ended. */
  readonly waitsForReaders: boolean;
}

/** How the node behaves as the one version or the other. */
export const BEHAVIOURS: Readonly<Record<Version, Behaviour>> = {
  '24.10': {
    name: '24.10.0-scrip-sandbox',
    limitCountsAll: true,
    checkpointAtEnd: true,
    waitsForReaders: true,
  },
  '23.10': {
    name: '23.10.0-scrip-sandbox',
    limitCountsAll: false,
    checkpointAtEnd: false,
    waitsForReaders: false,
  },
};

/** What EventStoreDB has and the node has not; who asks for any of it is refused. */
export const NOT_SERVED = [
  'TLS',
  'users and access control',
  'replicas',
  'persistent subscriptions',
  'server projections',
  'deleting and scavenging',
  'metadata other than $maxCount and $tb',
  'links',
] as const;

/** What the node says of itself when it starts. */
export function banner({ name }: Behaviour): string {
  const [version] = name.split('-');
  return (
    `Sandbox event store ${name}: behaves as EventStoreDB ${version}, keeps events in PostgreSQL. ` +
    'For development and tests on one machine; listens on loopback, lets everybody in. ' +
    `It does not serve: ${NOT_SERVED.join(', ')}.`
  );
}
