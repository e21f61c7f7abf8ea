/** Simulated studies of real size on disk, written once into the temporary directory. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../data-samples/random.ts';
import { type BenchTable, benchTable } from './de-tables.ts';

/** Of 3' UTRs, nt: the usual one, and how they scatter (log-normal); the mean is near 1,500 as in human annotations. */
const USUAL_LENGTH = 900;
const LENGTH_SPREAD = 1;
const LONGEST = 20_000;
const LINE = 80;

export interface StudySize {
  readonly genes: number;
  readonly samples: number;
  readonly utrs: number;
  readonly contrasts: number;
}

export interface BenchStudy {
  readonly file: string;
  readonly results: string;
  readonly table: BenchTable;
}

const COMPARISON = 'variable: condition, target: mir9, reference: control';

/** A study; several contrasts compare the same two groups again, since the work is what is timed. */
export function writeStudy({ genes, samples, utrs, contrasts }: StudySize): BenchStudy {
  const table = benchTable(genes, samples);
  const stem = join(folder(), `study_${genes}x${samples}_${utrs}_${contrasts}`);
  const all = Array.from({ length: contrasts }, (_, i) => `id: c${i + 1}, ${COMPARISON}`);
  writeFileSync(`${stem}.yml`, studyText(table, all, writeUtrs(genes, utrs)));
  return { file: `${stem}.yml`, results: `${stem}.results`, table };
}

/** A folder of studies, each with counts of its own (about 12,000 genes x 8), which share their 3' UTRs. */
export function writeBatch(studies: number): { readonly folder: string; readonly results: string } {
  const utrs = writeUtrs(60_000, 20_000);
  const path = join(folder(), `batch_${studies}`);
  mkdirSync(path, { recursive: true });
  for (let i = 1; i <= studies; i++) {
    const table = benchTable(12_000 + i, 8);
    writeFileSync(join(path, `study${i}.yml`), studyText(table, [COMPARISON], utrs));
  }
  return { folder: path, results: `${path}.results` };
}

function studyText({ counts, sheet, design }: BenchTable, contrasts: readonly string[], utrs: string): string {
  return [
    `counts: ${counts}`,
    `samples: ${sheet}`,
    `design: ${design}`,
    'contrasts:',
    ...contrasts.map((contrast) => `  - { ${contrast} }`),
    'mirna: hsa-miR-9-5p',
    `utrs: ${utrs}`,
    // Folding 20,000 3' UTRs takes longer than all else together and has a bench of its own (bench:targets).
    'accessibility: off',
    '',
  ].join('\n');
}

function folder(): string {
  const path = join(tmpdir(), 'seedrank-bench');
  mkdirSync(path, { recursive: true });
  return path;
}

/** Random letters for the first genes of each `genes / utrs`, with lengths as they scatter in annotations. */
function writeUtrs(genes: number, utrs: number): string {
  const file = join(folder(), `utrs_${genes}_${utrs}.fa`);
  if (existsSync(file)) return file;
  const random = randomStream(20261130, `${genes} genes, ${utrs} 3' UTRs`);
  const chunks: string[] = [];
  for (let k = 0; k < utrs; k++) {
    const gene = 1 + Math.floor((k * genes) / utrs);
    const length = Math.min(
      LONGEST,
      Math.max(20, Math.round(USUAL_LENGTH * Math.exp(LENGTH_SPREAD * random.normal()))),
    );
    let letters = '';
    for (let i = 0; i < length; i++) letters += 'ACGT'[Math.floor(4 * random.uniform())];
    chunks.push(
      `>g${String(gene).padStart(5, '0')}\n${letters.replaceAll(new RegExp(`.{${LINE}}`, 'g'), '$&\n').trimEnd()}\n`,
    );
  }
  writeFileSync(`${file}.part`, chunks.join(''));
  renameSync(`${file}.part`, file);
  return file;
}
