// Tells dependency-cruiser what @/ stands for: it reads tsconfig.json with a TypeScript older than ours only.
module.exports = { resolve: { alias: { '@': require('node:path').join(__dirname, '..', '..') } } }
