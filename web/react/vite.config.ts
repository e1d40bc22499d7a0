import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: {
      entry: { index: 'src/index.ts', parts: 'src/parts/index.ts', 'task-form': 'src/task-form/index.ts' },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^@cogo-chat\//, /^react(\/|$)/],
      output: { chunkFileNames: '[name].js' },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
