import { types } from 'node:util';
import { ConfigError } from './config/config.js';

/** Explains why a server cannot listen on its address. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** The variable that sets the port; `HOST` sets the host. */
  readonly variable: string;
}

type Explain = (at: Listening, code: string) => string;

const noAddress: Explain = ({ host }, code) =>
  `HOST: ${host} is no address of this machine (${code}); set one that is, or 0.0.0.0 for all`;
const noName: Explain = ({ host }, code) =>
  `HOST: no host is called ${host} (${code}); set an address of this machine`;

/** Causes by error code. */
const WORDS: Readonly<Record<string, Explain>> = {
  EADDRINUSE: ({ host, port, variable }) =>
    `${variable}: port ${port} of ${host} is taken; set another one`,
  EACCES: ({ host, port, variable }) =>
    `${variable}: port ${port} of ${host} may not be used by this user; set one from 1024 on`,
  EADDRNOTAVAIL: noAddress,
  EAFNOSUPPORT: noAddress,
  EINVAL: noAddress,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  ENODATA: noName,
};

/** Turns a listen error into a ConfigError naming address and setting; returns others unchanged. */
export function explainListening(error: unknown, at: Listening): unknown {
  if (!types.isNativeError(error) || !('code' in error)) return error;
  const code = String(error.code);
  const explain = WORDS[code];
  return explain ? new ConfigError([explain(at, code)]) : error;
}
