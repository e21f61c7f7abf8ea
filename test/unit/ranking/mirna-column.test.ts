import { describe, expect, it } from 'vitest';
import { detectSites } from '../../../src/ranking/sites/detect-site-columns.ts';
import { faultOf } from '../tables/faults.ts';

const genes = ['A', 'B', 'C'];
const three = (...values: readonly string[]) => genes.map((_, k) => values[k % values.length]!);

function table(columns: Readonly<Record<string, readonly string[] | Float64Array>>) {
  return { file: 'sites.tsv', rows: genes.length, columns: new Map(Object.entries({ gene_id: genes, ...columns })) };
}

describe('the column of miRNAs of a table of sites', () => {
  const names = three('hsa-miR-9-5p', 'hsa-miR-21-5p');

  it.each(['mirna', 'miRNA', 'miRNA_name', 'miRNA family', 'Mature miRNA', 'microRNA', 'miR', 'miRBase ID', 'Seed+m8'])(
    'is known as %s',
    (header) => {
      expect(detectSites(table({ [header]: names })).listed.map(({ mirna }) => mirna)).toEqual(names);
    },
  );

  it.each<[string, string, readonly string[]]>([
    ['of names', 'regulator', names],
    ['of families', 'group', three('miR-17-5p/20-5p', 'let-7/98', 'NA')],
    ['of accessions', 'id', three('MIMAT0000441', 'MIMAT0000076')],
    ['of numbers under a name of a miRNA', 'miRNA_number', three('first', 'second')],
  ])('is refused %s where it is called otherwise', async (_, header, values) => {
    const { details } = await faultOf(() => detectSites(table({ [header]: values })));
    expect(details).toMatchObject({
      code: 'SITES_MIRNA_COLUMN',
      file: 'sites.tsv',
      found: expect.stringContaining(`'${header}' with ${values[0]}`),
    });
  });

  it('must be there in the tables of TargetScan', async () => {
    const scores = table({ 'Site Type': three('3'), 'context++ score': Float64Array.of(-0.1, -0.2, -0.3) });
    expect((await faultOf(() => detectSites(scores))).details.code).toBe('SITES_MIRNA_COLUMN');
    const counts = table({ 'Gene Symbol': genes, 'Total num conserved sites': Float64Array.of(1, 1, 1) });
    expect((await faultOf(() => detectSites(counts))).details.code).toBe('SITES_MIRNA_COLUMN');
  });

  it('may be missing where no column has miRNAs, which is said', () => {
    const { listed, notes } = detectSites(table({ site_type: three('8mer'), mirna_start: Float64Array.of(1, 2, 3) }));
    expect(listed).toHaveLength(3);
    expect(notes).toEqual([expect.stringContaining('names no miRNA')]);
  });
});
