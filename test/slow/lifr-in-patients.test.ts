import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rank } from '../../pipeline/commands/rank/run-rank.ts';
import { survive } from '../../pipeline/commands/survive/run-survive.ts';
import { tumorNormal } from '../../pipeline/commands/tumor-normal/run-tumor-normal.ts';
import { verdict } from '../../pipeline/commands/verdict/run-verdict.ts';
import { survivalTable, tumorNormalTable } from '../../src/artifacts/cohort-tables.ts';
import { verdictTable } from '../../src/artifacts/verdict-table.ts';
import { hasShared, sharedPath, whyShared } from '../shared.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-lifr-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const out = () => join(folder, 'out');
const bytesOf = (name: string) => readFileSync(join(out(), name));

describe.skipIf(!hasShared)(`LIFR in public cohorts${whyShared}`, () => {
  const clinical = (...parts: string[]) => sharedPath('data', 'clinical', ...parts);

  it('is lower in tumors of the breast and the stomach', async () => {
    const expression = ['tcga_brca_10_expected_counts.tsv.gz', 'tcga_stad_rsem_normalized.tsv.gz'].map((name) =>
      clinical('tumor_normal', name),
    );
    await tumorNormal({ expression, cohort: ['BRCA', 'STAD'], genes: 'LIFR,CCN2', out: out() });
    const { genes, differences, tumors, normals } = tumorNormalTable.read(bytesOf('tumor_normal.tsv'), 't');
    expect(genes).toEqual(['LIFR', 'CCN2', 'LIFR', 'CCN2']); // CTGF in the files
    expect([...tumors, ...normals]).toEqual([5, 5, 37, 37, 5, 5, 4, 4]);
    expect(differences[0]).toBeCloseTo(-2.7, 1);
    expect(differences[2]).toBeCloseTo(-2.594344815345, 9);
  });

  it('goes with longer survival in METABRIC, not independently of the covariates, and says nothing of metastasis in 78 patients', async () => {
    const metabric = clinical('metabric_lifr', 'metabric_lifr.tsv');
    const covariates = 'age,grade,tumor_size,nodes_pos,er';
    const read = () => survivalTable.read(bytesOf('survival.tsv'), 's');
    await survive({
      expression: metabric,
      time: 'os_months',
      event: 'os_event',
      covariates,
      genes: 'LIFR',
      out: out(),
    });
    const os = read();
    expect([os.hazardRatios[0]!, os.low[0]!, os.high[0]!].map((x) => x.toFixed(3))).toEqual([
      '0.859',
      '0.804',
      '0.918',
    ]);
    expect([os.hazardRatios[1]!.toFixed(2), os.pvalues[1]!.toFixed(2)]).toEqual(['0.94', '0.08']);
    await survive({ expression: metabric, time: 'rfs_months', event: 'rfs_event', genes: 'LIFR', out: out() });
    const rfs = read();
    expect([rfs.low[0]!, rfs.high[0]!].map((x) => x.toFixed(3))).toEqual(['0.834', '0.971']);
    const veer = clinical('vantveer78', 'vantveer78_pheno.tsv');
    await survive({ expression: veer, time: 'mfs_years', event: 'mfs_event', genes: 'LIFR_log10ratio', out: out() });
    const mfs = read();
    expect(mfs.n[0]).toBe(78);
    expect(mfs.low[0]! < 1 && mfs.high[0]! > 1).toBe(true);
  });

  it('is a candidate of miR-9 in HeLa cells and judged by these cohorts, no more: the table of the paper in kind', async () => {
    const conserved = sharedPath('data', 'targetscan_conserved_sites', 'targetscan_symbol_long.tsv.gz');
    const table = 'GSE124530_edger_out_oe_hsa_miR_9_5p_oe_95p.tsv.gz';
    const de = [sharedPath('data', 'hela_gse124530', 'de', table)];
    await rank({ de, sites: [conserved], mirna: 'hsa-miR-9-5p', out: join(folder, 'rank') });
    const veer = readFileSync(clinical('vantveer78', 'vantveer78_pheno.tsv'), 'utf8');
    writeFileSync(join(folder, 'veer.tsv'), veer.replaceAll('_log10ratio', ''));
    const cohorts = join(folder, 'cohorts.yml');
    const normal = (name: string, from: string) =>
      `  - { name: ${name}, expression: ${clinical('tumor_normal', from)}, groups: barcode }\n`;
    writeFileSync(
      cohorts,
      `cohorts:
  - name: METABRIC
    expression: ${clinical('metabric_lifr', 'metabric_lifr.tsv')}
    endpoints: { OS: { time: os_months, event: os_event }, RFS: { time: rfs_months, event: rfs_event } }
    covariates: [age, grade, tumor_size, nodes_pos, er]
  - { name: VEER, expression: veer.tsv, endpoints: { MFS: { time: mfs_years, event: mfs_event } } }
${normal('BRCA', 'tcga_brca_10_expected_counts.tsv.gz')}${normal('STAD', 'tcga_stad_rsem_normalized.tsv.gz')}`,
    );
    await verdict({ from: join(folder, 'rank', 'ranking.tsv'), cohorts, out: out() });
    const { genes, groups, experiments, siteVerdicts, more } = verdictTable.read(bytesOf('verdict.tsv'), 'verdict.tsv');
    const row = genes.findIndex((gene, at) => gene === 'LIFR' && groups[at] === 'candidate');
    const said = (name: string) => String(more?.get(name)?.[row]);
    expect([experiments[row], siteVerdicts[row]]).toEqual(['supported', 'supported']);
    const evidence = ['tumor_normal', 'OS', 'OS:adjusted', 'RFS', 'RFS:adjusted', 'MFS'];
    expect(evidence.map((name) => said(`${name}:judgement`))).toEqual([
      'supported',
      'supported',
      'inconclusive',
      'supported',
      'inconclusive',
      'inconclusive',
    ]);
    expect(evidence.map((name) => Number(said(`${name}:n`)))).toEqual([51, 1904, 1815, 1903, 1814, 78]);
    expect(Math.exp(Number(said('OS:estimate')))).toBeCloseTo(0.859, 3);
    expect(Math.exp(Number(said('RFS:high')))).toBeCloseTo(0.971, 3);
    expect(Number(said('tumor_normal:estimate'))).toBeCloseTo(-2.66, 2);
    // Chance: as many random genes of like expression, of which about as many are lower in these few tumors.
    const supported = (group: string) =>
      genes.filter((_, at) => groups[at] === group && more?.get('tumor_normal:judgement')?.[at] === 'supported').length;
    expect(supported('control')).toBeGreaterThan(0.5 * supported('candidate'));
  });
});
