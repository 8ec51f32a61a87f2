// Builds dist/widget: `credits.js`, the widget in one file, and `gallery.js`, a page to look at it.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Also when a test run builds it: Lit's development build is larger and logs warnings.
process.env.NODE_ENV = 'production';

const folder = dirname(fileURLToPath(import.meta.url));

/** Style sheets are text to the minifier: what only people read is left out of them here. */
const plainSheets = {
  name: 'plain-sheets',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.ts') && id.startsWith(folder)
      ? code.replace(/\bcss`[^`]*`/g, (sheet) =>
          sheet
            .replace(/\/\*[^]*?\*\//g, '')
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};]) ?/g, '$1'),
        )
      : null,
};

export default {
  plugins: [plainSheets],
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
