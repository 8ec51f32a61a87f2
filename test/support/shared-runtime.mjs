import Runtime from 'jest-runtime';
import { join, sep } from 'node:path';

const TESTS = join(import.meta.dirname, '..') + sep;

let shared;

/**
 * Loads the product and the libraries once for all spec files that a worker runs, and what is in
 * `test/` for each of them anew: to load all of it took longer than most spec files do.
 */
export default class SharedRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    // There, modules are changed between two runs.
    if (given.at(-1).watch || given.at(-1).watchAll) return;
    // Its modules outlive the spec file that asked for them first, so it is never torn down.
    shared ??= new Runtime(...given);
    this.transformCache.sourceMaps = shared.transformCache.sourceMaps;
    // Newer versions of Node would load by a way that does not come past here.
    this._resolution.hasDistinctAsyncResolver = () => true;
    const loadOwn = this.esmLoader.resolveModule.bind(this.esmLoader);
    this.esmLoader.resolveModule = async (specifier, from, context) => {
      if (specifier === '@jest/globals') return loadOwn(specifier, from, context);
      const path = await this._resolution.resolveEsmAsync(from, specifier);
      const loadShared = shared.esmLoader.resolveModule.bind(shared.esmLoader);
      return (path.startsWith(TESTS) ? loadOwn : loadShared)(specifier, from, context);
    };
  }
}
