import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { mapGenes, parseGeneAnnotation, readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import {
  commonIdKind,
  describeDamage,
  findDamagedSymbols,
  withoutVersion,
} from '../../../src/formats/annotation/gene-identifiers.ts';
import { readTable, textOf } from '../../../src/formats/delimited/read-table.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

const annotation = (text: string) => parseGeneAnnotation(Buffer.from(text), 'genes.tsv');

describe('gene ids', () => {
  it.each([
    ['ENSG00000113594.10', 'ENSG00000113594'],
    ['ENSMUSG00000054263.5', 'ENSMUSG00000054263'],
    ['ENSG00000182378.13_PAR_Y', 'ENSG00000182378_PAR_Y'],
    ['NM_002310.6', 'NM_002310'],
    ['FBgn0000008', 'FBgn0000008'],
    ['RP11-379L11.4', 'RP11-379L11.4'],
    ['3977', '3977'],
  ])('%s without version is %s', (id, bare) => {
    expect(withoutVersion(id)).toBe(bare);
  });

  it('are of the kind of most of them', () => {
    expect(commonIdKind(['LIFR', '1-Mar', '43160'])).toBe('symbol');
    expect(commonIdKind(['ENSG00000113594.10', 'ENSG00000113595'])).toBe('ensembl');
    expect(commonIdKind(['3977', '999'])).toBe('entrez');
    expect(commonIdKind(['NM_002310', 'XM_005', 'x'])).toBe('refseq');
  });
});

describe('symbols that a spreadsheet damaged', () => {
  it('are found among symbols', () => {
    const ids = [
      'LIFR',
      '1-Mar',
      '2-Sep',
      'Dec-01',
      '2002-09-07',
      '43160',
      '2.31E+13',
      '15-Sep',
      'MARCH1',
      'SEPT7',
      'HLA-A',
      'C1orf112',
    ];
    expect(findDamagedSymbols(ids).map(({ row, candidates }) => [row, candidates[0]])).toEqual([
      [1, 'MARCH1 (MARCHF1)'],
      [2, 'SEPT2 (SEPTIN2)'],
      [3, 'DEC1 (DELEC1)'],
      [4, 'SEPT7 (SEPTIN7)'],
      // 43160 is the serial number of 1 March 2018.
      [5, 'MARCH1 (MARCHF1)'],
      [6, 'a RIKEN clone such as 231...E13'],
      [7, 'SEP15 (SELENOF)'],
    ]);
    expect(describeDamage(findDamagedSymbols(['1-Mar', 'a']))).toContain(
      "'1-Mar' (MARCH1 (MARCHF1) or MARC1 (MTARC1))",
    );
  });

  it('are not seen in numbers where ids are numbers', () => {
    expect(findDamagedSymbols(['43160', '3977', '999'])).toEqual([]);
    expect(describeDamage([])).toBe('');
  });
});

describe('gene annotation tables', () => {
  it.each([
    [
      'with a header',
      'ensembl_gene_id\texternal_gene_name\tentrezgene_id\tgene_biotype\nENSG00000000003\tTSPAN6\t7105\tprotein_coding\nENSG00000000005\tTNMD\tNA\tprotein_coding\n',
    ],
    [
      'of BioMart',
      'Gene stable ID,Gene name,NCBI gene (formerly Entrezgene) ID,Gene type\nENSG00000000003,TSPAN6,7105,protein_coding\nENSG00000000005,TNMD,,protein_coding\n',
    ],
    [
      'with the ids last',
      'symbol\tentrez\tgene_id\tbiotype\nTSPAN6\t7105\tENSG00000000003\tprotein_coding\nTNMD\t\tENSG00000000005\tprotein_coding\n',
    ],
  ])('%s', (_, text) => {
    expect(annotation(text).genes).toEqual([
      { id: 'ENSG00000000003', name: 'TSPAN6', entrez: '7105', biotype: 'protein_coding' },
      { id: 'ENSG00000000005', name: 'TNMD', entrez: undefined, biotype: 'protein_coding' },
    ]);
  });

  it('without a header, columns are told by their content', () => {
    const { genes } = annotation(
      'ENSG00000000003\tprotein_coding\tTSPAN6\nENSG00000000005\tprotein_coding\tTNMD\nENSG00000000419\tprotein_coding\tDPM1\n',
    );
    expect(genes.map(({ id, name }) => [id, name])).toEqual([
      ['ENSG00000000003', 'TSPAN6'],
      ['ENSG00000000005', 'TNMD'],
      ['ENSG00000000419', 'DPM1'],
    ]);
  });

  it('several ids of one name: that with the greatest weight keeps it, all are listed', () => {
    const genes = annotation(
      'gene_id\tsymbol\nENSG00000000001.1\tA\nENSG00000000002\tA\nENSG00000000003\tB\nENSG00000000001.1\tC\n',
    );
    expect(genes.notes.join()).toContain('1 rows repeat a gene id');
    const ids = ['ENSG00000000001', 'ENSG00000000002', 'ENSG00000000003.9', 'ENSG00000000004'];
    const mapped = mapGenes(ids, genes, 'name', (row) => [1, 10, 3, 4][row]!);
    expect(mapped.names).toEqual([undefined, 'A', 'B', undefined]);
    expect(mapped.shared).toEqual([{ name: 'A', ids: ['ENSG00000000002', 'ENSG00000000001'] }]);
    expect(mapGenes(ids, genes, 'name').names).toEqual(['A', undefined, 'B', undefined]);
  });
});

describe.skipIf(!hasShared)(`real annotations${whyShared}`, () => {
  it('names the genes of the miR-210 table', async () => {
    const names = await readGeneAnnotation(openInput(sharedPath('data/mir210_mcf7_counts/gene_names.txt.gz')));
    const table = await readTable(openInput(sharedPath('data/mir210_mcf7_counts/counts_matrix.tsv.gz')));
    const mapped = mapGenes(textOf(table, 'gene_id'), names, 'name');
    expect(mapped.names.filter((name) => name !== undefined).length).toBeGreaterThan(50_000);
    expect(mapped.names[textOf(table, 'gene_id').indexOf('ENSG00000113594')]).toBe('LIFR');
  });

  it('the GDC table: symbol, Entrez id and biotype', async () => {
    const { genes } = await readGeneAnnotation(
      openInput(sharedPath('data/gene_id_maps/gdc_biotype_ensembl_symbol_entrez.tsv.gz')),
    );
    expect(genes[0]).toEqual({ id: 'ENSG00000000003', name: 'TSPAN6', entrez: '7105', biotype: 'protein_coding' });
  });

  it('finds the symbols that Excel damaged in the seven HCT116 data sets', async () => {
    const table = await readTable(openInput(sharedPath('data/hct116_7sets/mirna_fcs.csv')));
    const symbols = [...table.columns.values()].find((column) => Array.isArray(column) && column.includes('1-Sep'));
    expect(findDamagedSymbols((symbols as string[] | undefined) ?? []).map(({ id }) => id)).toContain('1-Sep');
  });
});
