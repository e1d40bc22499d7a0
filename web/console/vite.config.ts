import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { emojiData } from './scripts/emoji.ts';

// The server that `npm run dev` passes the API on to; the built console talks to the server it came from.
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), emojiData()],
  build: {
    sourcemap: false,
    // Everything is a file of its own: the page's content security policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // From here on browsers know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    proxy: {
      '/auth': server,
      '/chat': server,
      '/eventbus': { target: server, ws: true },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
