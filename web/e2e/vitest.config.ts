import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The client's own sources on real nodes, and its unit tests beside: together they have to reach most of its branches.
export default defineConfig({
  root: at('..'),
  resolve: { alias: { '@cogo-chat/client': at('../sdk/src/index.ts') } },
  test: {
    include: ['e2e/client.spec.mjs', 'sdk/src/**/*.test.ts'],
    hookTimeout: 180_000,
    testTimeout: 180_000,
    coverage: {
      provider: 'v8',
      enabled: true,
      reporter: ['text'],
      include: ['sdk/src/**/*.ts'],
      // What only a browser has is tried in one, by the pages of the same tests; the transport for the AI SDK by its own.
      exclude: [
        '**/*.test.ts',
        'sdk/src/testing/**',
        'sdk/src/generated/**',
        'sdk/src/indexeddb.ts',
        'sdk/src/page.ts',
        'sdk/src/ai-sdk.ts',
      ],
      thresholds: { branches: 85 },
    },
  },
});
