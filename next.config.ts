import type { NextConfig } from 'next'

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: true,
  images: { unoptimized: true },
  serverExternalPackages: ['postgres', 'pino', 'socket.io'],
  allowedDevOrigins: ['127.0.0.1'],
}
export default config
