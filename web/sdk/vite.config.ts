import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    rolldownOptions: { output: { chunkFileNames: '[name].js', minify: true } },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
