import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findGene } from '../../../src/genes/find-gene.ts';
import { loadHumanGenes } from '../../../src/genes/human-genes.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

const rowsOf = (file: string) =>
  gunzipSync(readFileSync(sharedPath('data/gene_id_maps', file)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t') as [string, string, string, string]);

/** Rows of which a share must be so, with the share for who reads the log. */
const expectShare = (what: string, agreed: number, of: number, atLeast: number) => {
  console.log(`${what}: ${agreed} of ${of} (${((100 * agreed) / of).toFixed(2)} %)`);
  expect(agreed / of).toBeGreaterThanOrEqual(atLeast);
};

describe.skipIf(!hasShared)(`the built-in human names agree with those that others gathered${whyShared}`, () => {
  it('Ensembl ids with symbols and Entrez ids of the GDC, of another year', async () => {
    const genes = await loadHumanGenes();
    const rows = rowsOf('gdc_biotype_ensembl_symbol_entrez.tsv.gz').slice(1);
    const found = rows.flatMap(([id, symbol, entrez]) => {
      const { gene } = findGene(genes, id);
      return gene === undefined ? [] : [{ gene, symbol, entrez }];
    });
    expect(found.length).toBeGreaterThan(36_000);
    const numbered = found.filter(({ entrez }) => /^\d+$/.test(entrez));
    const same = numbered.filter(({ gene, entrez }) => gene.entrez === Number(entrez));
    expectShare('Entrez ids of Ensembl ids', same.length, numbered.length, 0.99);
    // Clones that were named since are no disagreement.
    const named = found.filter(({ symbol }) => !/^[A-Z]+\d+\.\d+$/.test(symbol));
    const alike = named.filter(({ gene, symbol }) => gene.symbol === symbol || gene.aliases.includes(symbol));
    expectShare('symbols of Ensembl ids, or aliases', alike.length, named.length, 0.98);
    const coding = rows.filter(([, symbol, , type]) => type === 'protein_coding' && !/^[A-Z]+\d+\.\d+$/.test(symbol));
    const answers = coding.map(([id, symbol]) => ({ id, answer: findGene(genes, symbol) }));
    const met = answers.filter(({ id, answer: { gene } }) => gene?.ensembl.includes(id));
    expectShare('coding genes whose symbol leads to their Ensembl id', met.length, coding.length, 0.98);
  });

  it('Ensembl ids with symbols of cWords, of about 2012', async () => {
    const genes = await loadHumanGenes();
    const pairs = rowsOf('cwords_genemap_hsa_EG_HG.tsv.gz').map(([id, symbol]) => ({
      byId: findGene(genes, id).gene,
      bySymbol: findGene(genes, symbol).gene,
    }));
    const both = pairs.filter(({ byId, bySymbol }) => byId !== undefined && bySymbol !== undefined);
    const met = both.filter(({ byId, bySymbol }) => byId?.entrez === bySymbol?.entrez);
    expect(both.length).toBeGreaterThan(15_000);
    expectShare('old symbols that lead to the gene of their Ensembl id', met.length, both.length, 0.98);
  });
});
