// Builds dist/widget: `credits.js`, the widget in one file, and `gallery.js`, a page to look at it.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Also when a test run builds it: Lit's development build is larger and logs warnings.
process.env.NODE_ENV = 'production';

const folder = dirname(fileURLToPath(import.meta.url));

export default {
  root: folder,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: resolve(folder, '../dist/widget'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    lib: {
      entry: {
        credits: resolve(folder, 'credits.ts'),
        gallery: resolve(folder, 'gallery.ts'),
      },
      formats: ['es'],
    },
    // Vite leaves libraries in the ES format as they are, for bundlers; this one goes to browsers.
    rolldownOptions: { output: { entryFileNames: '[name].js', minify: true } },
  },
};
