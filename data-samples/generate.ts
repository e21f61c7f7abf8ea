/**
 * Writes the simulated demo study: `node dist/data-samples/generate.js [outdir]` (default: data-samples of this
 * repository). The same seed gives the same study, whatever the machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulateSets } from './gene-sets.ts';
import { simulatePatients } from './simulated-patients.ts';
import { SEED, simulateStudy } from './simulated-study.ts';
import { compress, patientFiles, studyFiles } from './study-files.ts';

const outdir = process.argv[2] ?? fileURLToPath(new URL('../../data-samples', import.meta.url));

mkdirSync(outdir, { recursive: true });
const genes = simulateStudy(SEED);
const files = [...studyFiles(genes, simulateSets(genes, SEED)), ...patientFiles(simulatePatients(genes, SEED))];
for (const [name, text] of files) {
  const bytes = name.endsWith('.gz') ? compress(text) : Buffer.from(text);
  writeFileSync(join(outdir, name), bytes);
  console.log(`${name}  ${(bytes.length / 1024).toFixed(0)} kB`);
}
