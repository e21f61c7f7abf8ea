import { describe, expect, it } from 'vitest';
import { nameTable } from '../../../src/analyses/human-names.ts';
import { loadHumanGenes } from '../../../src/genes/human-genes.ts';

const weightOf = (row: number) => -row;
const name = async (
  geneIds: readonly string[],
  choice: 'auto' | 'human' | 'none' = 'auto',
  symbols?: readonly string[],
) => {
  const { named, notes } = await nameTable({ file: 'counts.tsv', geneIds, symbols, weightOf }, choice);
  return { names: named?.names, notes: notes.join('; '), shared: named?.shared.names };
};
const counting = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => String(from + k));

describe('the human names of genes', () => {
  it('are those of Ensembl ids of human, whatever their version; others stay without', async () => {
    const ids = ['ENSG00000113594.10', 'ENSG00000118523', 'ERCC-00002', 'ENSMUSG00000054263', 'ENSG99999999999'];
    const { names, notes } = await name(ids);
    expect(names).toEqual(['LIFR', 'CCN2', '', '', '']);
    expect(notes).toMatch(/^2 of 5 genes have a symbol in the built-in human names \(NCBI Gene of 2022-09 /);
  });

  it('go to one row of several alike, as with an annotation', async () => {
    const { names, shared } = await name(['ENSG00000182378.15', 'ENSG00000182378.15_PAR_Y', 'ENSG00000113594']);
    expect(names).toEqual(['PLCXD1', '', 'LIFR']);
    expect(shared).toEqual(['PLCXD1']);
  });

  it('are not chosen among several genes of an id, and the notes say which', async () => {
    const genes = await loadHumanGenes();
    const id = genes.withSymbol('DEFB4A')[0]!.ensembl.find((one) => genes.withEnsembl(one).length > 1)!;
    const { names, notes } = await name([id, 'ENSG00000113594']);
    expect(names).toEqual(['', 'LIFR']);
    expect(notes).toContain(`1 ids stand for several genes and got no symbol, such as ${id} (DEFB4A or DEFB4B)`);
  });

  it('are chosen where one gene stands out, and the notes say so', async () => {
    const { names, notes } = await name(['ENSG00000203668']);
    expect(names).toEqual(['CHML']);
    expect(notes).toContain(
      '1 ids stand for several genes of which one is the likelier, such as ENSG00000203668 (CHML, not OPN3)',
    );
  });

  it('are those of numbers where nearly all of many are human Entrez ids', async () => {
    const genes = await loadHumanGenes();
    const human = Array.from({ length: 150 }, (_, k) => genes.at(100 * k));
    const ids = human.map(({ entrez }) => String(entrez));
    expect((await name(ids)).names).toEqual(human.map(({ symbol }) => symbol));
    expect((await name(human.map(({ symbol, entrez }) => `${symbol}|${entrez}`))).names?.[3]).toBe(human[3]!.symbol);
    const withOthers = [...ids, ...counting(400_000_000, 400_000_009)];
    expect((await name(withOthers)).names).toBeUndefined();
    expect((await name(withOthers, 'human')).names?.slice(0, 150)).toEqual(human.map(({ symbol }) => symbol));
  });

  it.each([
    ['few', counting(2, 3)],
    ['numbers of rows', counting(1, 100)],
    ['more numbers of rows', counting(1, 20_000)],
    // NCBI's numbers of mouse genes.
    ['of mouse', counting(11_287, 11_400)],
  ])('are not those of numbers where these may be anything: %s', async (_, ids) => {
    const { names, notes } = await name(ids);
    expect(names).toBeUndefined();
    expect(notes).toContain('too few to take them for human unasked');
  });

  it('go behind those of the table, and are left out on request or where all ids are symbols', async () => {
    expect((await name(['ENSG00000113594'], 'auto', ['mine'])).names).toEqual(['mine']);
    expect(await name(['ENSG00000113594'], 'none')).toEqual({ names: undefined, notes: '', shared: undefined });
    expect(await name(['LIFR', 'CTGF'])).toEqual({ names: undefined, notes: '', shared: undefined });
  });
});
