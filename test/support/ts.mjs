// `node --import ./test/support/ts.mjs some/main.ts` runs a program from its source, without dist.
import { register } from 'node:module';

register('./ts-loader.mjs', import.meta.url);
