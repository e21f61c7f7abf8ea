/** The last line of `npm test`: what it has left to `npm run test:slow`. */
import { readdirSync } from 'node:fs';

const files = readdirSync('test/slow').filter((file) => file.endsWith('.test.ts'));
const names = files.map((file) => file.replace('.test.ts', '')).join(', ');
console.log(`Left to \`npm run test:slow\`: ${files.length} files of tests (${names}).`);
