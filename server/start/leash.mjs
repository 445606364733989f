// Loaded before the server: when the process that started it is gone, even by kill -9, the server ends too.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 6_000).unref()
})
process.channel?.unref()
