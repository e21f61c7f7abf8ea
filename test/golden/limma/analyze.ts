import type { Contrast } from '../../../src/design/contrast.ts';
import type { CellValue } from '../../../src/design/covariate.ts';
import type { Deseq2Input } from '../../../src/engines/check-input.ts';
import type { LimmaOptions } from '../../../src/engines/limma/limma.ts';
import { errorsOf, report } from '../deseq2/errors.ts';
import type { LimmaOracle } from './oracle.ts';

/** A comparison of an oracle, and what its columns are called. */
interface Comparison {
  readonly contrast: Contrast;
  /** `logFC` or `logFC.B_vs_A`. */
  readonly suffix: string;
}

export function comparisonsOf({ meta }: LimmaOracle): Comparison[] {
  if (meta.contrasts !== null) {
    return Object.entries(meta.contrasts).map(([name, weights]) => ({
      contrast: { kind: 'numeric', weights },
      suffix: `.${name}`,
    }));
  }
  const names = typeof meta.coef === 'string' ? [meta.coef] : meta.coef!;
  return names.map((name) => ({
    contrast: { kind: 'numeric', weights: meta.coefficients.map((coefficient) => Number(coefficient === name)) },
    suffix: names.length === 1 ? '' : `.${name}`,
  }));
}

/** What the public functions take. */
export function studyOf(oracle: LimmaOracle): {
  readonly input: Deseq2Input;
  readonly options: LimmaOptions;
} {
  const { counts, geneIds, sampleIds, samples, meta } = oracle;
  return {
    input: { counts, geneIds, sampleIds, samples: samples.columns as Record<string, readonly CellValue[]> },
    options: { design: meta.design, references: referencesOf(oracle), filterByExpr: meta.filtered },
  };
}

/** The reference level of each factor of the design: the one that has no coefficient. */
function referencesOf({ meta, samples }: LimmaOracle): Record<string, string> {
  const references: Record<string, string> = {};
  if (!meta.coefficients.includes('(Intercept)')) return references;
  for (const [variable, cells] of Object.entries(samples.columns)) {
    if (!new RegExp(`\\b${variable}\\b`).test(meta.design)) continue;
    const levels = [...new Set(cells.map(String))];
    const base = levels.filter((level) => !meta.coefficients.includes(variable + level));
    if (base.length === 1) references[variable] = base[0]!;
  }
  return references;
}

/** Numbers of the genes that the reference table lists. */
export function pickGenes(values: Float64Array, geneIds: readonly string[], wanted: readonly string[]): Float64Array {
  const places = new Map(geneIds.map((id, place) => [id, place]));
  return Float64Array.from(wanted, (id) => values[places.get(id)!]!);
}

export { errorsOf, report };
