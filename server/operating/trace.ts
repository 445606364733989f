import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { Span } from '@/engine/ports'
import type { Log } from './log'

/** From the command to the append, to the consumer, to the command that it sends. */
export type Trace = { readonly span: Span }

export const noTrace: Trace = { span: (_, __, work) => work() }

/** Spans of the OpenTelemetry API: without an SDK they go nowhere and cost next to nothing. */
export const openTelemetry = (): Trace => {
  const tracer = trace.getTracer('riverbook')
  return {
    span: (name, attributes, work) =>
      tracer.startActiveSpan(name, { attributes: { ...attributes } }, async span => {
        try {
          return await work()
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' })
          throw error
        } finally {
          span.end()
        }
      }),
  }
}

/** Not a dependency: whoever wants spans exported installs it. */
const sdk: string = '@opentelemetry/sdk-node'

/** Starts the SDK where the environment names an exporter and the SDK is installed. */
export const startExporter = async (environment: NodeJS.ProcessEnv, log: Log): Promise<() => Promise<void>> => {
  if (!environment.OTEL_EXPORTER_OTLP_ENDPOINT) return async () => {}
  try {
    const { NodeSDK } = await import(sdk)
    const running = new NodeSDK({ serviceName: environment.OTEL_SERVICE_NAME ?? 'riverbook' })
    running.start()
    return () => running.shutdown()
  } catch {
    log.warn({ event: 'no-exporter', needs: sdk }, 'spans are not exported: the SDK is not installed')
    return async () => {}
  }
}
