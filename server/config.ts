import { z } from 'zod'

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform(value => value === '1')

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('localhost'),
  DATABASE_URL: z.string().min(1, 'DATABASE_URL names the Postgres to use; `npm start` provides one.'),
  RIVERBOOK_DATA_DIR: z.string().default('.data'),
  RIVERBOOK_LAN: flag,
  /** Flows and bots without pauses: for tests and benchmarks. */
  RIVERBOOK_HURRY: flag,
  /** A module with domains that are served beside poker. */
  RIVERBOOK_DOMAINS: z.string().min(1).optional(),
  /** Per player; twice as many at once. */
  COMMANDS_PER_SECOND: z.coerce.number().min(1).default(20),
  /** Per address. */
  SIGN_UPS_PER_HOUR: z.coerce.number().min(1).default(100),
  ADMIN_TOKEN: z.string().min(24, 'ADMIN_TOKEN needs at least 24 characters.').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})

export type Config = Readonly<z.infer<typeof Environment>>

/** The environment, parsed once. Throws an error that names the variable. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const parsed = Environment.safeParse(environment)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
}
