import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../data-samples/random.ts';

/** A simulated study on disk. */
export interface BenchTable {
  readonly name: string;
  readonly genes: number;
  readonly samples: number;
  readonly design: string;
  readonly counts: string;
  readonly sheet: string;
}

/** Designs of the benchmark: what varies between samples, by sample number. */
const columns: Record<string, (j: number, samples: number) => string> = {
  condition: (j, samples) => (j < samples / 2 ? 'control' : 'mir9'),
  batch: (j) => `b${(j % 4) + 1}`,
  donor: (j, samples) => `d${String((j % (samples / 2)) + 1).padStart(2, '0')}`,
};

/**
 * Writes a table of negative binomial counts once into the temporary directory: log-normal means (median 55), dispersions
 * scattered around 0.05 + 3 / mean, size factors between 0.6 and 1.6, a tenth of the genes changed by mir9.
 */
export function benchTable(genes: number, samples: number, design = '~ condition'): BenchTable {
  const folder = join(tmpdir(), 'seedrank-bench');
  const variables = design.match(/[a-z]+/g) ?? [];
  const name = `${genes}x${samples}_${variables.join('_')}`;
  const counts = join(folder, `${name}.counts.tsv`);
  const sheet = join(folder, `${name}.samples.tsv`);
  if (!existsSync(counts) || !existsSync(sheet)) {
    mkdirSync(folder, { recursive: true });
    const ids = Array.from({ length: samples }, (_, j) => `s${j + 1}`);
    const rows = ids.map((id, j) => [id, ...variables.map((v) => columns[v]?.(j, samples) ?? '')].join('\t'));
    writeFileSync(sheet, `${[['sample', ...variables].join('\t'), ...rows].join('\n')}\n`);
    writeFileSync(`${counts}.part`, drawCounts(genes, samples, ids));
    renameSync(`${counts}.part`, counts);
  }
  return { name, genes, samples, design, counts, sheet };
}

function drawCounts(genes: number, samples: number, ids: readonly string[]): string {
  const random = randomStream(20261122, `${genes}x${samples}`);
  const sizeFactors = ids.map(() => 0.6 + random.uniform());
  const lines = [`gene_id\t${ids.join('\t')}`];
  for (let g = 0; g < genes; g++) {
    const mean = Math.exp(4 + 2.4 * random.normal());
    const dispersion = (0.05 + 3 / mean) * Math.exp(0.5 * random.normal());
    const change = random.uniform() < 0.1 ? Math.exp(random.normal()) : 1;
    let line = `g${String(g + 1).padStart(5, '0')}`;
    for (let j = 0; j < samples; j++) {
      const expected = mean * sizeFactors[j]! * (j < samples / 2 ? 1 : change);
      const rate = dispersion > 1e3 ? 0 : random.gamma(1 / dispersion) * dispersion * expected;
      // Above 100 the rounded normal is as good as Poisson for timing, and fast to draw.
      const count = rate > 100 ? Math.round(rate + Math.sqrt(rate) * random.normal()) : random.poisson(rate);
      line += `\t${Math.max(count, 0)}`;
    }
    lines.push(line);
  }
  lines.push('');
  return lines.join('\n');
}
