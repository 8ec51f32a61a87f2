import { transformFile } from '@swc/core';
import { fileURLToPath } from 'node:url';

const CLIENT = new URL('../../client/src/index.ts', import.meta.url).href;

/** `@scrip/client` is its source, and `./x.js` in our sources means `./x.ts` as long as nothing is built. */
export async function resolve(specifier, context, next) {
  if (specifier === '@scrip/client') return next(CLIENT, context);
  if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return next(specifier, context);
  return next(specifier, context).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return next(`${specifier.slice(0, -3)}.ts`, context);
  });
}

/** The same compilation as in jest.config.js. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
    swcrc: false,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
