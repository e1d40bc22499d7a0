import { defineConfig } from 'vite';

// <cogo-chat> for pages without a build: one module beside the client's own, which the server offers in the same folder.
export default defineConfig({
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  plugins: [
    {
      name: 'client-beside',
      enforce: 'pre',
      resolveId: (id) => (id === '@cogo-chat/client' ? { id: './index.js', external: true } : undefined),
    },
  ],
  build: {
    target: 'es2022',
    outDir: 'dist/standalone',
    lib: { entry: 'src/element.ts', formats: ['es'], fileName: 'cogo-chat' },
    rolldownOptions: { output: { chunkFileNames: 'cogo-chat-[name].js', minify: true } },
  },
});
