import { fitDeseq2 } from '../../src/engines/deseq2/fit/fit-deseq2.ts';
import { wasmKernels } from '../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { deseq2Results } from '../../src/engines/deseq2/results/deseq2-results.ts';
import { utrTraits } from '../../src/enrichment/seeds/utr-traits.ts';
import { resolveMirna } from '../../src/mirna/families/resolve-mirna.ts';
import { findSites, type UtrSite } from '../../src/mirna/sites/utr-scanner.ts';
import { createRandom, type Random } from '../../src/stats/random/seeded-random.ts';
import type { KnownStudy } from './planted-truth.ts';

/** What a simulated experiment is like. Effects are log2. */
export interface Regime {
  readonly name: string;
  /** Replicates in each group. */
  readonly replicates: number;
  readonly effect: 'overexpression' | 'inhibition';
  /** Multiplies the repression by every site; 0: the experiment did nothing. */
  readonly strength: number;
  /** Share of all genes, with sites or without, that change for other reasons, and by how much. */
  readonly secondary: number;
  readonly secondarySd: number;
  /** Joint frequencies of adjacent bases in the 3' UTRs. */
  readonly bases: 'human' | 'gc-rich';
  /** Share of genes whose 3' UTR gets further sites, as selection keeps more than chance would leave. */
  readonly enriched: number;
  /** Whether strong types of sites work more often, and repress more, than weak ones. */
  readonly typesTell: boolean;
  /** Change of every gene for each standard deviation of its ln 3' UTR length. */
  readonly lengthSlope: number;
  readonly genes: number;
}

const usual: Regime = {
  name: 'strong repression',
  replicates: 3,
  effect: 'overexpression',
  strength: 1,
  secondary: 0.05,
  secondarySd: 0.6,
  bases: 'human',
  enriched: 0.12,
  typesTell: true,
  lengthSlope: 0,
  genes: 6000,
};

export const regimes: readonly Regime[] = [
  usual,
  { ...usual, name: 'weak repression', strength: 0.5 },
  { ...usual, name: 'many secondary effects', secondary: 0.25, secondarySd: 0.9 },
  { ...usual, name: 'two replicates', replicates: 2 },
  { ...usual, name: 'inhibition', effect: 'inhibition', strength: 0.5 },
  { ...usual, name: 'GC-rich UTRs', bases: 'gc-rich' },
  { ...usual, name: 'many targets', enriched: 0.5 },
  { ...usual, name: 'types tell nothing', typesTell: false },
  { ...usual, name: 'two, many secondary', replicates: 2, secondary: 0.25, secondarySd: 0.9 },
  { ...usual, name: 'nothing happened', strength: 0 },
  { ...usual, name: 'nothing at all', strength: 0, secondary: 0 },
  { ...usual, name: 'hardly any repression', strength: 0.15 },
  { ...usual, name: '60 genes', genes: 60 },
  ...[-0.2, -0.1, 0.1, 0.2].flatMap((lengthSlope) => [
    { ...usual, name: `slope ${lengthSlope}`, lengthSlope },
    { ...usual, name: `nothing, slope ${lengthSlope}`, strength: 0, lengthSlope },
  ]),
];

interface SimulatedStudy {
  readonly geneIds: readonly string[];
  readonly utrs: readonly string[];
  readonly sites: readonly (readonly UtrSite[])[];
  /** 1 for direct targets: their own sites repress them by at least `leastRepression`. */
  readonly direct: Uint8Array;
  readonly trueChange: Float64Array;
  readonly changes: {
    readonly geneIds: readonly string[];
    readonly baseMean: Float64Array;
    readonly log2FoldChange: Float64Array;
    readonly lfcSE: Float64Array;
    readonly pvalue: Float64Array;
    readonly logPvalue: Float64Array;
    readonly padj: Float64Array;
  };
}

/** What counts as a target, log2: below 10 % nothing could be told, or matters. */
const leastRepression = 0.15;
/** Chance that a site works, and the median repression by one that does, by type. */
const works: Readonly<Record<string, number>> = { '8mer': 0.65, '7mer-m8': 0.4, '7mer-A1': 0.3, '6mer': 0.1 };
const repression: Readonly<Record<string, number>> = { '8mer': 0.8, '7mer-m8': 0.5, '7mer-A1': 0.35, '6mer': 0.25 };
/** The same where types tell nothing. */
const anyWorks = 0.3;
const anyRepression = 0.5;

/** First-order chains: human 3' UTRs (RNAhybrid's 3utr_human), and one with 60 % G and C. Order A C G T. */
const chains = {
  human: [
    [0.0863875, 0.0486841, 0.0698675, 0.0687696],
    [0.0700628, 0.0617567, 0.0130357, 0.0729138],
    [0.0582891, 0.0477981, 0.0600536, 0.0525618],
    [0.0588781, 0.0595386, 0.0757252, 0.0956777],
  ],
  'gc-rich': [
    [0.045, 0.055, 0.07, 0.03],
    [0.07, 0.105, 0.04, 0.085],
    [0.055, 0.085, 0.11, 0.05],
    [0.03, 0.055, 0.08, 0.035],
  ],
} as const;

/** A simulated study as rankings are judged by it. */
export async function knownStudy(regime: Regime, seed: number, genes?: number): Promise<KnownStudy> {
  const { changes, sites, geneIds, direct, utrs } = await simulateStudy(regime, seed, genes);
  return {
    changes,
    direct,
    effect: regime.effect,
    sites: new Map(geneIds.map((id, row) => [id, sites[row]!])),
    traits: utrTraits(utrs.map((utr) => new TextEncoder().encode(utr))),
  };
}

/** One study of a regime: UTRs, sites, effects, counts, and DESeq2's table of them. */
async function simulateStudy(regime: Regime, seed: number, genes = regime.genes): Promise<SimulatedStudy> {
  const random = createRandom(seed, regime.name.length * 1000 + regime.replicates);
  const mirna = await resolveMirna('hsa-miR-9-5p');
  const utrs = Array.from({ length: genes }, () => drawUtr(regime, random));
  const sites = utrs.map((utr) => findSites(utr, mirna));
  const direct = new Uint8Array(genes);
  const sign = regime.effect === 'overexpression' ? -1 : 1;
  const trueChange = Float64Array.from(sites, (own, gene) => {
    let down = 0;
    for (const { type } of own) {
      if (random.uniform() >= (regime.typesTell ? works[type]! : anyWorks) || regime.strength === 0) continue;
      const median = regime.typesTell ? repression[type]! : anyRepression;
      down += regime.strength * median * Math.exp(0.4 * random.normal());
    }
    direct[gene] = Number(down >= leastRepression);
    const other = random.uniform() < regime.secondary ? regime.secondarySd * random.normal() : 0;
    return sign * Math.min(down, 3) + other + regime.lengthSlope * standardLength(utrs[gene]!);
  });
  const geneIds = Array.from({ length: genes }, (_, gene) => `g${gene + 1}`);
  return { geneIds, utrs, sites, direct, trueChange, changes: await analyze(geneIds, trueChange, regime, random) };
}

/** Mean and standard deviation of ln length, nt. */
const meanLogLength = Math.log(1000);
const lengthSpread = 0.75;

function standardLength(utr: string): number {
  return (Math.log(utr.length) - meanLogLength) / lengthSpread;
}

function drawUtr({ bases, enriched }: Regime, random: Random): string {
  const chain = chains[bases];
  const length = Math.min(6000, Math.max(80, Math.round(Math.exp(meanLogLength + lengthSpread * random.normal()))));
  const letters: string[] = [];
  let state = random.integer(4);
  for (let i = 0; i < length; i++) {
    const row = chain[state]!;
    let left = random.uniform() * (row[0] + row[1] + row[2] + row[3]);
    for (state = 0; state < 3; state++) {
      left -= row[state]!;
      if (left < 0) break;
    }
    letters.push('ACGT'[state]!);
  }
  if (random.uniform() < enriched && length > 150) {
    for (let more = 1 + random.integer(2); more > 0; more--) {
      const word = ['ACCAAAGA', 'ACCAAAGT', 'GCCAAAGA'][random.integer(3)]!;
      const at = 30 + random.integer(length - 60);
      for (let k = 0; k < word.length; k++) letters[at + k] = word[k]!;
    }
  }
  return letters.join('');
}

async function analyze(geneIds: string[], trueChange: Float64Array, { replicates }: Regime, random: Random) {
  const samples = 2 * replicates;
  const sampleIds = Array.from({ length: samples }, (_, j) => `s${j + 1}`);
  const sizes = sampleIds.map(() => Math.exp(0.25 * random.normal()));
  const counts = new Float64Array(geneIds.length * samples);
  for (let gene = 0; gene < geneIds.length; gene++) {
    const mean = Math.exp(5.2 + 1.6 * random.normal());
    const dispersion = (0.02 + 2 / mean) * Math.exp(0.35 * random.normal());
    for (let j = 0; j < samples; j++) {
      const treated = j >= replicates ? 2 ** trueChange[gene]! : 1;
      counts[gene * samples + j] = random.negativeBinomial(mean * sizes[j]! * treated, dispersion);
    }
  }
  const condition = sampleIds.map((_, j) => (j < replicates ? 'control' : 'mir9'));
  const fit = await fitDeseq2(
    { counts, geneIds, sampleIds, samples: { condition } },
    { design: '~ condition' },
    { createKernel: wasmKernels() },
  );
  const { baseMean, log2FoldChange, lfcSE, pvalue, logPvalue, padj } = deseq2Results(fit);
  return { geneIds, baseMean, log2FoldChange, lfcSE, pvalue, logPvalue, padj };
}
