import type { NextConfig } from 'next'

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: true,
  // `npm run check` checks the types, of tests too; whoever only wants to play need not wait for that.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ['postgres', 'pino', 'socket.io'],
  allowedDevOrigins: ['127.0.0.1'],
}
export default config
