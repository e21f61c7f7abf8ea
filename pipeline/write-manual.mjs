// Writes the manual page that the package installs: what `seedrank man` of the built program prints.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const text = execFileSync(process.execPath, [`${root}dist/pipeline/cli.js`, 'man']);
mkdirSync(`${root}dist/man`, { recursive: true });
writeFileSync(`${root}dist/man/seedrank.1`, text);
