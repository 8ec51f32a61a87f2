// Builds dist/admin: the console. `npm run dev` serves it with hot reload instead and passes calls of
// the API on to a running stack (SCRIP_URL, or the address where `npm start` listens unless told).
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react-swc';

const folder = dirname(fileURLToPath(import.meta.url));
const outDir = resolve(folder, '../dist/admin');
/** The server puts a nonce of its own here for each request. */
const NONCE = '__SCRIP_NONCE__';

/** Libraries mark what servers are not to render; here is none. */
function leaveOutDirectives(level, log, handler) {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
}

export default ({ command }) => ({
  root: folder,
  base: '/console/',
  configFile: false,
  logLevel: command === 'serve' ? 'info' : 'warn',
  publicDir: false,
  plugins: command === 'serve' ? [react()] : [],
  oxc: { jsx: { runtime: 'automatic' } },
  ...(command === 'build' && { html: { cspNonce: NONCE } }),
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
    assetsInlineLimit: 0,
    // What the first page needs, for whoever measures it.
    manifest: true,
    rolldownOptions: { onLog: leaveOutDirectives },
  },
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    proxy: { '/v1': { target: process.env.SCRIP_URL ?? 'http://127.0.0.1:3000' } },
  },
});
