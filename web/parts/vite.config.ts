import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts', form: 'src/form/index.ts' }, formats: ['es'] },
    rolldownOptions: {
      external: [/^@cogo-chat\//, /^@tanstack\//, 'lowlight', 'markdown-it'],
      output: { chunkFileNames: '[name].js' },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
