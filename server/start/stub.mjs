// Stands in for the built server in the tests of the start: answers with the address of its database.
import { createServer } from 'node:http'

const { PORT, HOST, DATABASE_URL } = process.env
const server = createServer((_, answer) => answer.end(DATABASE_URL))
server.listen(Number(PORT), HOST, () => console.log(`riverbook ready http://localhost:${PORT}`))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
