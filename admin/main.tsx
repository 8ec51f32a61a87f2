/** Starts the console in the page that the server sends for every address below /console. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { noteAttention, SIGNS } from './lib/attention.js';

for (const sign of SIGNS) addEventListener(sign, noteAttention, { capture: true, passive: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the console');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
