import { describe, expect, it } from 'vitest';
import { type BackgroundResults, takeOutShared } from '../../../src/analyses/ranking/take-out-shared.ts';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import { rankOverContrasts } from '../../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { changesOf, site } from './planted-study.ts';

const GENES = 3000;
const geneIds = Array.from({ length: GENES }, (_, gene) => `g${gene}`);
const mir = (letter: string) => ({ name: `miR-${letter}`, seed: letter.repeat(7) });

interface Planted {
  /** Of the ranked contrast first; targets move by -0.8. */
  readonly changes: readonly GeneResults[];
  readonly sites: readonly ReadonlyMap<string, readonly GeneSite[]>[];
  readonly targets: readonly Uint8Array[];
  /** [genes] what all contrasts show. */
  readonly response: Float64Array;
}

/** Contrasts with targets of their own, a common response of size `shared`, and controls that put the same error into all. */
function plant(seed: number, { contrasts = 3, shared = 0.5, control = 0.15, own = 0.15, target = -0.8 } = {}): Planted {
  const random = createRandom(seed);
  const response = Float64Array.from(geneIds, () => (random.uniform() < 0.4 ? shared * random.normal() : 0));
  const noise = Float64Array.from(geneIds, () => Math.exp(0.4 * random.normal()));
  const controls = noise.map((size) => size * control * random.normal());
  const one = () => {
    const targets = Uint8Array.from(geneIds, () => Number(random.uniform() < 0.1));
    const has = targets.map((is) => is || Number(random.uniform() < 0.1));
    const change = response.map(
      (common, gene) => common + controls[gene]! + target * targets[gene]! + noise[gene]! * own * random.normal(),
    );
    const errors = noise.map((size) => size * Math.hypot(control, own));
    return {
      targets,
      changes: changesOf(geneIds, change, errors),
      sites: new Map(geneIds.map((id, gene) => [id, has[gene] ? [site('8mer')] : []])),
    };
  };
  const all = Array.from({ length: contrasts }, one);
  return {
    response,
    changes: all.map((one) => one.changes),
    sites: all.map((one) => one.sites),
    targets: all.map((one) => one.targets),
  };
}

function share({ changes, sites }: Planted, seeds: readonly string[] = ['A', 'C', 'G', 'T']) {
  const background = changes.slice(1).map(
    (results, k): BackgroundResults => ({
      name: `other ${k + 1}`,
      results,
      effect: 'overexpression',
      mirnas: [mir(seeds[k + 1]!)],
      sites: sites[k + 1]!,
    }),
  );
  return takeOutShared({ results: changes[0]!, mirnas: [mir(seeds[0]!)], sites: sites[0]!, background });
}

const errorOf = (planted: Planted, of: GeneResults): number => {
  const rows = [...geneIds.keys()].filter((gene) => planted.sites[0]!.get(`g${gene}`)!.length === 0);
  return Math.sqrt(rows.reduce((sum, gene) => sum + of.log2FoldChange[gene]! ** 2, 0) / rows.length);
};

describe('the response that contrasts of other miRNAs share', () => {
  it('is taken out, the more of it the more contrasts show it', () => {
    const planted = plant(1, { contrasts: 4 });
    const before = errorOf(planted, planted.changes[0]!);
    const [one, three] = [{ ...planted, changes: planted.changes.slice(0, 2) }, planted].map(
      (of) => share(of).takenOut!,
    );
    expect(errorOf(planted, one!.corrected)).toBeLessThan(0.85 * before);
    expect(errorOf(planted, three!.corrected)).toBeLessThan(0.95 * errorOf(planted, one!.corrected));
  });

  it('leaves the targets of the miRNA, and does not make targets of those of the others', () => {
    const planted = plant(2, { contrasts: 2 });
    const { taken, corrected } = share(planted).takenOut!;
    const mean = (values: Float64Array, use: (gene: number) => boolean): number => {
      const rows = [...values.keys()].filter(use);
      return rows.reduce((sum, gene) => sum + values[gene]!, 0) / rows.length;
    };
    const [own, other] = planted.targets as [Uint8Array, Uint8Array];
    expect(mean(corrected.log2FoldChange, (g) => own[g] === 1 && other[g] === 0)).toBeCloseTo(-0.8, 1);
    expect(Math.abs(mean(taken, (g) => own[g] === 0 && other[g] === 1))).toBeLessThan(0.1);
  });

  it('is nothing where nothing is shared: the changes are the same object', () => {
    const { response, takenOut, notes } = share(plant(3, { shared: 0, control: 0 }));
    expect(takenOut).toBeUndefined();
    expect(response?.contrasts.map(({ weight }) => weight)).toEqual([0, 0]);
    expect(notes[0]?.text).toMatch(/^nothing is shared/);
  });

  it('is never told from contrasts of the same family', () => {
    const { response, notes } = share(plant(4, { contrasts: 2 }), ['A', 'A']);
    expect(response).toBeUndefined();
    expect(notes[0]?.text).toContain('same family: other 1');
  });

  it('says that a contrast goes the other way, and does not use it', () => {
    const planted = plant(5, { contrasts: 2 });
    const [first, second] = planted.changes as [GeneResults, GeneResults];
    const swapped = { ...second, log2FoldChange: second.log2FoldChange.map((x) => -x) };
    const { takenOut, notes } = share({ ...planted, changes: [first, swapped] });
    expect(takenOut).toBeUndefined();
    expect(notes.find(({ level }) => level === 'warning')?.text).toContain('reference swapped');
  });

  it('puts smaller errors on what is left where the errors were those of the same controls, larger ones where not', () => {
    const ratio = (planted: Planted): number => {
      const { corrected } = share(planted).takenOut!;
      return corrected.lfcSE[0]! / planted.changes[0]!.lfcSE[0]!;
    };
    expect(ratio(plant(6, { control: 0.25, own: 0.1 }))).toBeLessThan(1);
    expect(ratio(plant(6, { control: 0, own: 0.2, shared: 0.4 }))).toBeGreaterThan(1);
  });

  it('gives the same whatever the order of genes and contrasts', () => {
    const planted = plant(7);
    const [first, ...others] = planted.changes as [GeneResults, ...GeneResults[]];
    const turned = (of: GeneResults): GeneResults =>
      changesOf([...of.geneIds].reverse(), of.log2FoldChange.toReversed(), of.lfcSE.toReversed());
    const one = share(planted).takenOut!.taken;
    const other = share({ ...planted, changes: [turned(first), ...others.map(turned)] }).takenOut!.taken.toReversed();
    for (let gene = 0; gene < GENES; gene += 97) expect(other[gene]).toBeCloseTo(one[gene]!, 10);
  });

  it('makes a better order of the targets, at the false discovery rate that is stated', () => {
    let [found, wrong, plain, plainWrong] = [0, 0, 0, 0];
    for (let seed = 10; seed < 13; seed++) {
      const planted = plant(seed, { shared: 0.6 });
      const { takenOut } = share(planted);
      const count = (shared: typeof takenOut) => {
        const contrast = { changes: planted.changes[0]!, effect: 'overexpression', shared } as const;
        const { genes } = rankOverContrasts([contrast], planted.sites[0]!, { alpha: 0.1 });
        const called = genes.filter((gene) => gene.class === 'candidate');
        const right = called.filter(({ row }) => planted.targets[0]![row]).length;
        return [right, called.length - right] as const;
      };
      const [a, b] = count(takenOut);
      const [c, d] = count(undefined);
      [found, wrong, plain, plainWrong] = [found + a, wrong + b, plain + c, plainWrong + d];
    }
    expect(found).toBeGreaterThan(1.05 * plain);
    expect(wrong / (found + wrong)).toBeLessThan(0.12);
    expect(plainWrong / (plain + plainWrong)).toBeLessThan(0.15);
  });
});
