import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import {
  branchLengthScore,
  type ConservationModel,
  conservationBin,
  conservedBranchLengths,
  logisticPct,
  medianBranchLength,
} from '../../../src/mirna/conservation/conservation.ts';
import { joinedBranchLength, parseNewick } from '../../../src/mirna/conservation/phylogeny.ts';
import { seededRandom } from './random.ts';

const tree = parseNewick('(((1:1,2:2):4,\n(3:8,4:16):32):64,5:128);');

const model: ConservationModel = {
  generic: tree,
  binned: Array.from({ length: 10 }, () => tree),
  pct: new Map([['8mer', new Map([['CUUUGGU', [-0.5, 1.2, 2, 3]]])]]),
  reference: 1,
  conservedFrom: conservedBranchLengths.human,
};

describe('joinedBranchLength', () => {
  // Powers of two: a sum tells which branches are in it.
  it.each([
    [['1', '2'], 1 + 2],
    [['1', '3'], 1 + 4 + 32 + 8],
    [['2', '4'], 2 + 4 + 32 + 16],
    [['1', '2', '3', '4'], 1 + 2 + 4 + 8 + 16 + 32],
    [['1', '5'], 1 + 4 + 64 + 128],
    [['3', '4'], 8 + 16],
    [['1', '2', '3', '4', '5'], 255],
  ])('%s', (species, length) => {
    for (const reference of species) expect(joinedBranchLength(tree, species, reference)).toBe(length);
  });

  it('equals the branches with joined species on both sides, in random trees', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 50; round++) {
      let nodes = Array.from({ length: 12 }, (_, k) => ({
        text: `${k}:${k + 1}`,
        leaves: [k],
        branches: [[k + 1, [k]]] as [number, number[]][],
      }));
      while (nodes.length > 1) {
        const [a, b] = [
          nodes.splice(Math.floor(random() * nodes.length), 1)[0]!,
          nodes.splice(Math.floor(random() * nodes.length), 1)[0]!,
        ];
        const length = Math.ceil(random() * 100);
        const leaves = [...a.leaves, ...b.leaves];
        nodes = [
          ...nodes,
          {
            text: `(${a.text},${b.text}):${length}`,
            leaves,
            branches: [...a.branches, ...b.branches, [length, leaves]],
          },
        ];
      }
      const { text, branches } = nodes[0]!;
      const chosen = Array.from({ length: 12 }, (_, k) => k).filter(() => random() < 0.4);
      if (chosen.length < 2) continue;
      const expected = branches.reduce((sum, [length, below]) => {
        const inside = chosen.filter((leaf) => below.includes(leaf)).length;
        return inside > 0 && inside < chosen.length ? sum + length : sum;
      }, 0);
      const names = chosen.map(String);
      expect(joinedBranchLength(parseNewick(`${text};`), names, names[0]!)).toBe(expected);
    }
  });

  it('leaves out species that the tree lacks', () => {
    expect(joinedBranchLength(tree, ['1', '2', '99'], '1')).toBe(3);
    expect(joinedBranchLength(tree, ['99', '1'], '99')).toBe(0);
  });

  it('is refused on what is no tree', () => {
    for (const text of ['', 'a,b);', '(1:x,2:1);']) expect(() => parseNewick(text, 't.txt')).toThrow(Fault);
  });
});

describe('medianBranchLength', () => {
  const rows = (texts: Record<number, string>) =>
    new Map(Object.entries(texts).map(([species, text]) => [Number(species), Buffer.from(text)]));

  it('is the median over the bases of the reference, gaps of the reference left out', () => {
    // columns: all three agree (1-2-3: 47), 1-2 (3), 1 alone (0), gap in 1, 1-3 (45)
    const aligned = rows({ 1: 'ACG-u', 2: 'acUAA', 3: 'AGUAT' });
    expect(medianBranchLength(aligned, model)).toBe((3 + 45) / 2);
    expect(medianBranchLength(rows({ 2: 'ACGU', 3: 'ACGU' }), model)).toBe(0);
  });

  it('chooses the bin by the thresholds below it', () => {
    expect([0, 0.6, 1.21207417, 1.22, 3.3, 99].map(conservationBin)).toEqual([1, 1, 1, 2, 5, 10]);
  });
});

describe('branch length score and PCT', () => {
  it('joins the species by the tree of the bin; one species gives 0', () => {
    expect(branchLengthScore(model, 3, [1, 4])).toBe(1 + 4 + 32 + 16);
    expect(branchLengthScore(model, 3, [4])).toBe(0);
  });

  it('is the logistic function of the branch length where the family has parameters', () => {
    expect(logisticPct(model.pct, '8mer', 'CUUUGGU', 2)).toBeCloseTo(-0.5 + 1.2 / (1 + Math.exp(-1)), 12);
    expect(logisticPct(model.pct, '8mer', 'CUUUGGU', 0)).toBe(0);
    expect(logisticPct(model.pct, '6mer', 'CUUUGGU', 2)).toBe(0);
    expect(logisticPct(model.pct, '8mer', 'AAAAAAA', 2)).toBeUndefined();
  });
});
