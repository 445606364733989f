import { defineConfig } from 'vitest/config'

const root = new URL('.', import.meta.url).pathname

export default defineConfig({
  resolve: { alias: { '@/': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{engine,domain,server,app,components,db,e2e}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{engine,domain,server,app,components,db,e2e}/**/*.db.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
