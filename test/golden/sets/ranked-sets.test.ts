import { describe, expect, it } from 'vitest';
import { cameraRanked } from '../../../src/enrichment/sets/camera-ranked.ts';
import { enrichmentScore } from '../../../src/enrichment/sets/enrichment-score.ts';
import { overRepresentation } from '../../../src/enrichment/sets/over-representation.ts';
import { placesOf, rankForSets } from '../../../src/enrichment/sets/ranked-list.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { oraclePath, readOracle, readRanks, readSets, worstDifference } from './oracle.ts';

interface Exact {
  readonly exact_es: Record<string, { readonly ES: number; readonly leading_edge: string | string[] }>;
}

interface Camera {
  readonly PValue: number[];
  readonly NGenes: number[];
  readonly Direction: string[];
}

interface Ora {
  readonly de_all: string[];
  readonly de_down: string[];
  readonly all: OraTable;
  readonly down: OraTable;
}

interface OraTable {
  readonly pathway: string[];
  readonly pval: number[];
  readonly foldEnrichment: number[];
  readonly overlap: number[];
}

describe.skipIf(!hasShared)(`sets in a ranked list, against R${whyShared}`, () => {
  const { ids, statistic } = hasShared ? readRanks('brca10_t.rnk') : { ids: [], statistic: new Float64Array(0) };
  const sets = hasShared ? readSets(oraclePath('sets54.gmt'), ids) : [];

  it('gives the scores and leading edges of fgsea', () => {
    const ranked = rankForSets(statistic, ids);
    const { exact_es: exact } = readOracle<Exact>('fgsea.json');
    const found = sets.map(({ rows }) => enrichmentScore(placesOf(rows, ranked), ranked));
    const scores = sets.map(({ name }) => exact[name]!.ES);
    expect(scores).toHaveLength(54);
    expect(
      worstDifference(
        found.map(({ es }) => es),
        scores,
      ),
    ).toBeLessThan(1e-12);
    for (const [i, { name }] of sets.entries()) {
      expect(Array.from(found[i]!.leadingEdge, (row) => ids[row])).toEqual([exact[name]!.leading_edge].flat());
    }
  });

  it("gives the scores of fgsea's own example", () => {
    const example = readRanks('fgsea_exampleRanks.rnk');
    const ranked = rankForSets(example.statistic, example.ids);
    const wanted = readOracle<{ names: string[]; ES: number[]; size: number[] }>('fgsea_example_es.json');
    const byName = new Map(
      readSets(oraclePath('fgsea_examplePathways.gmt'), example.ids).map(({ name, rows }) => [name, rows]),
    );
    const places = wanted.names.map((name) => placesOf(byName.get(name)!, ranked));
    expect(places.map(({ length }) => length)).toEqual(wanted.size);
    const scores = places.map((one) => enrichmentScore(one, ranked).es);
    expect(scores.map(Number.isNaN)).toEqual(wanted.size.map((size) => size === 0));
    const known = (values: readonly number[]) => values.filter((_, i) => wanted.size[i]! > 0);
    expect(worstDifference(known(scores), known(wanted.ES))).toBeLessThan(1e-12);
  });

  it.each([
    ['cameraPR', {}],
    ['cameraPR_rho0', { correlation: 0 }],
    ['cameraPR_ranks', { useRanks: true }],
  ])('gives the p-values of limma (%s)', (name, options) => {
    const wanted = readOracle<Record<string, Camera>>('camera.json')[name]!;
    const found = cameraRanked(
      statistic,
      sets.map(({ rows }) => rows),
      options,
    );
    expect(
      worstDifference(
        found.map(({ p }) => p),
        wanted.PValue,
      ),
    ).toBeLessThan(1e-11);
    expect(found.map(({ direction }) => direction)).toEqual(wanted.Direction.map((side) => side.toLowerCase()));
    expect(found.map(({ size }) => size)).toEqual(wanted.NGenes);
  });

  it.each(['all', 'down'] as const)('gives the over-representation of fora (%s)', (which) => {
    const oracle = readOracle<Ora>('ora.json');
    const chosen = new Set(oracle[which === 'all' ? 'de_all' : 'de_down']);
    const table = oracle[which];
    const rows = table.pathway.map((name) => sets.find((set) => set.name === name)!.rows);
    const tested = new Uint8Array(ids.length).fill(1);
    const found = overRepresentation(
      rows,
      tested,
      ids.map((id) => Number(chosen.has(id))),
    );
    const column = (of: (one: (typeof found)[number]) => number) => found.map(of);
    expect(
      worstDifference(
        column(({ p }) => p),
        table.pval,
      ),
    ).toBeLessThan(1e-12);
    expect(
      worstDifference(
        column(({ fold }) => fold),
        table.foldEnrichment,
      ),
    ).toBeLessThan(1e-12);
    expect(column(({ overlap }) => overlap)).toEqual(table.overlap);
  });
});
