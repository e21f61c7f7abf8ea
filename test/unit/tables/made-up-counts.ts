/** Genes x samples of counts with the noise of counts: known sizes of libraries, and a tenth of the genes near 0. */
export interface MadeUp {
  readonly samples: readonly string[];
  readonly genes: readonly string[];
  /** `[genes x samples]`, row-major. */
  readonly counts: readonly number[];
}

/** A generator of numbers in 0 to 1, the same on every machine (Park and Miller 1988). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Counts of overdispersed genes, their means spread over five orders of magnitude. */
export function makeUpCounts(genes = 600, sizes: readonly number[] = [1, 1.4, 0.7, 1.1, 0.8, 1.3]): MadeUp {
  const random = generator(7);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const counts: number[] = [];
  for (let gene = 0; gene < genes; gene++) {
    const mean = Math.exp(11 * random() - 1);
    for (const size of sizes) {
      const expected = mean * size * Math.exp(0.25 * normal());
      counts.push(Math.max(0, Math.round(expected + Math.sqrt(expected) * normal())));
    }
  }
  return {
    samples: sizes.map((_, s) => `${s < sizes.length / 2 ? 'ctl' : 'mir'}-${(s % 3) + 1}`),
    genes: Array.from({ length: genes }, (_, gene) => `Gene${gene + 1}`),
    counts,
  };
}

/** The table as text, with each value written by `write`. */
export function tableOf(
  { samples, genes, counts }: MadeUp,
  write: (count: number, sample: number, gene: number) => string = String,
  delimiter = '\t',
): string {
  const rows = genes.map((id, gene) =>
    [id, ...samples.map((_, s) => write(counts[gene * samples.length + s]!, s, gene))].join(delimiter),
  );
  return `${[['gene_id', ...samples].join(delimiter), ...rows].join('\n')}\n`;
}

export function sheetOf({ samples }: MadeUp): string {
  return `sample,condition\n${samples.map((name) => `${name},${name.slice(0, 3)}`).join('\n')}\n`;
}
