// Builds dist/demo: the demo's page as it is sent, `index.html`, `demo.css` and `demo.js`.
import { copyFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const outDir = resolve(folder, '../../../dist/demo');
const AS_THEY_ARE = ['index.html', 'demo.css'];

/** Nothing of these is to be worked on: they are copied. */
const copies = {
  name: 'copies',
  closeBundle: async () => {
    await Promise.all(
      AS_THEY_ARE.map((name) => copyFile(resolve(folder, name), resolve(outDir, name))),
    );
  },
};

export default {
  root: folder,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [copies],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    lib: { entry: { demo: resolve(folder, 'main.ts') }, formats: ['es'] },
    rolldownOptions: { output: { entryFileNames: '[name].js', minify: true } },
  },
};
