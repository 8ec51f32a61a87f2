import { Client } from '@grpc/grpc-js';

/**
 * The service of EventStoreDB's streams.proto. The client keeps a connected stub for each class
 * that it is asked for: this one is ours, and brings its own codecs to each call.
 */
export class Streams extends Client {}

/** A message that is encoded already. */
export const asIs = (message: Buffer): Buffer => message;
