import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    rolldownOptions: {
      external: [/^@cogo-chat\//, /^@tanstack\//, 'markdown-it'],
      output: { chunkFileNames: '[name].js' },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
