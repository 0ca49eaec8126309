import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const gateway = process.env.CANDOR_GATEWAY_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/v1': gateway, '/config.json': gateway },
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Chromium 123, Firefox 120, Safari 17.5: the first that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A strict content security policy allows no data: address, so nothing may be inlined.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://127.0.0.1:8080/' } },
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
