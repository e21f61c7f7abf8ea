import { describe, expect, it } from 'vitest';
import { findGene } from '../../../src/genes/find-gene.ts';
import { loadHumanGenes } from '../../../src/genes/human-genes.ts';

const genes = await loadHumanGenes();

/** What a name means, in words. */
const meaning = (name: string) => {
  const { outcome, gene, by, others } = findGene(genes, name);
  const other = others.length > 0 ? ` not ${others.map(({ symbol }) => symbol).join(' ')}` : '';
  return `${outcome}${gene === undefined ? '' : ` ${gene.symbol} by ${by}`}${other}`;
};

describe('what the name of a human gene means', () => {
  it.each([
    ['LIFR', 'found LIFR by symbol'],
    ['CCN2', 'found CCN2 by symbol'],
    ['CTGF', 'found CCN2 by alias'],
    // An alias of CCNA2 and PPP3CA, too.
    ['CCN1', 'found CCN1 by symbol'],
    ['CYR61', 'found CCN1 by alias'],
    ['TTN', 'found TTN by symbol'],
    ['TAZ', 'ambiguous not TAFAZZIN WWTR1'],
    ['DEC1', 'ambiguous not BHLHE40 DELEC1'],
    ['SEPT2', 'found SEPTIN2 by former symbol not SEPTIN6'],
    ['MARCH1', 'found MARCHF1 by former symbol'],
    ['MT-CO2', 'found COX2 by alias'],
    ['HBD', 'found HBD by symbol not HBD'],
    ['LOC107987479', 'found LOC107987479 by symbol'],
    ['3977', 'found LIFR by Entrez id'],
    ['999999999999', 'unknown'],
    ['0', 'unknown'],
    ['ENSG00000113594', 'found LIFR by Ensembl id'],
    ['ENSG00000113594.10', 'found LIFR by Ensembl id'],
    ['ENSG00000182378.15_PAR_Y', 'found PLCXD1 by Ensembl id'],
    ['ENSGR0000182378.10', 'found PLCXD1 by Ensembl id'],
    ['ENSG00000012048', 'found BRCA1 by Ensembl id'],
    ['ENSMUSG00000054263', 'unknown'],
    ['ENST00000263409', 'unknown'],
    ['A1BG|1', 'found A1BG by Entrez id'],
    ['CTGF|1490', 'found CCN2 by Entrez id'],
    ['?|1490', 'found CCN2 by Entrez id'],
    ['LIFR|999999999', 'found LIFR by symbol'],
    ['?|999999999', 'unknown'],
    ['2-Sep', 'damaged SEPTIN2 by symbol'],
    ['Sep-02', 'damaged SEPTIN2 by symbol'],
    ['2002-09-02', 'damaged SEPTIN2 by symbol'],
    ['1-Mar', 'damaged not MARCHF1 MTARC1'],
    ['3-Mar', 'damaged MARCHF3 by symbol'],
    ['30-Sep', 'damaged'],
    ['lifr', 'found LIFR by symbol'],
    ['Ctgf', 'found CCN2 by alias'],
    ['taz', 'ambiguous not TAFAZZIN WWTR1'],
    ['', 'unknown'],
    [',', 'unknown'],
    ['A1B,ABG', 'unknown'],
    ['NOT A GENE', 'unknown'],
  ])('%s: %s', (name, expected) => {
    expect(meaning(name)).toBe(expected);
  });

  it('says where letters have another case, where an id was not known and where one of several genes was chosen', () => {
    expect(findGene(genes, 'lifr').note).toBe('letters of another case');
    expect(findGene(genes, 'LIFR').note).toBe('');
    expect(findGene(genes, 'CTGF|1490').note).toBe('CTGF is what it was called');
    expect(findGene(genes, 'LIFR|999999999').note).toBe('Entrez id 999999999 is not known');
    expect(findGene(genes, 'HBD').note).toBe('the one with an Ensembl id of 2 genes');
    expect(findGene(genes, '1-Mar').note).toBe('a date that a spreadsheet made of MARCHF1 or MTARC1');
  });

  it('holds to the rules for every gene: its ids and its symbol are its own, an alias names it or is not its alone', () => {
    let aliases = 0;
    for (let row = 0; row < genes.count; row += 37) {
      const gene = genes.at(row);
      expect(findGene(genes, String(gene.entrez)).gene?.entrez).toBe(gene.entrez);
      const bySymbol = findGene(genes, gene.symbol);
      expect(bySymbol.by).toBe('symbol');
      expect([bySymbol.gene, ...bySymbol.others].map((one) => one?.entrez)).toContain(gene.entrez);
      for (const id of gene.ensembl) {
        const { gene: one, others } = findGene(genes, id);
        expect([one, ...others].map((each) => each?.entrez)).toContain(gene.entrez);
      }
      for (const alias of gene.aliases) {
        const { by, gene: one, others } = findGene(genes, alias);
        if (by !== 'alias') continue;
        aliases++;
        const owners = [...(one === undefined ? [] : [one]), ...others];
        expect(owners.map(({ entrez }) => entrez)).toContain(gene.entrez);
        expect(one === undefined).toBe(owners.length > 1);
      }
    }
    expect(aliases).toBeGreaterThan(1000);
  });
});
