import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type HumanGene, loadHumanGenes } from '../../src/genes/human-genes.ts';
import { copyStudy, run, type SmallStudy, seedrank, smallestStudy } from './small-study.ts';

let genes: readonly HumanGene[];
beforeAll(async () => {
  const all = await loadHumanGenes();
  const coding: HumanGene[] = [];
  for (let row = 0; coding.length < 60; row++) {
    const gene = all.at(row);
    if (gene.type === 'protein-coding' && gene.ensembl.length === 1) coding.push(gene);
  }
  genes = coding;
});

/** A study of 60 human genes, named in counts and 3' UTRs in any way. */
function studyOf(
  inCounts: (gene: HumanGene, row: number) => string,
  inUtrs: (gene: HumanGene, row: number) => string,
): SmallStudy {
  const study = smallestStudy();
  const rename = (file: string, nameOf: typeof inCounts) => {
    const path = join(study.folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(/\bgene(\d+)/g, (_, row: string) => nameOf(genes[Number(row)]!, Number(row))),
    );
  };
  rename('counts.tsv', inCounts);
  rename('utrs.fa', inUtrs);
  return study;
}

const columnsOf = (study: SmallStudy, file: string) => {
  const [header, ...rows] = readFileSync(join(study.results, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return (name: string) => rows.map((row) => row[header!.indexOf(name)]);
};

const noted = (study: SmallStudy, ...args: string[]) =>
  run(study, ...args).events.flatMap((event) => (event.type === 'stage-note' ? [event.text] : []));
const versioned = ({ ensembl }: HumanGene) => `${ensembl[0]}.7`;
const named = 'have a symbol in the built-in human names (NCBI Gene of 2022-09 with the Ensembl ids of 2022-06)';

describe('genes without any names of the study', () => {
  it('have the built-in symbols where they go by Ensembl ids of human, in tables, ranking and report', () => {
    const study = studyOf(versioned, versioned);
    const plan = seedrank(study.folder, 'plan', 'study.yml').stdout;
    expect(plan).toContain(`gene names: 60 of 60 genes ${named}`);
    expect(noted(study).join('\n')).toContain(`gene names: 60 of 60 genes ${named}`);
    const symbols = genes.map(({ symbol }) => symbol);
    expect(columnsOf(study, 'tables/annotation/gene_names.tsv')('gene_name')).toEqual(symbols);
    const [ranking] = ['ranking/mir9_vs_control/ranking.tsv'];
    const cells = columnsOf(study, ranking!);
    const symbolOf = new Map(genes.map((gene) => [versioned(gene), gene.symbol]));
    expect(cells('gene_name')).toEqual(cells('gene_id').map((id) => symbolOf.get(id!)));
    expect(existsSync(join(study.results, 'report.html'))).toBe(true);
  });

  it('link to 3′ UTRs by these names where ids alone link nothing', () => {
    const study = studyOf(versioned, ({ symbol }) => symbol);
    expect(seedrank(study.folder, 'plan', 'study.yml').stdout).toContain(
      "60 of 60 genes have a 3' UTR, linked by symbol",
    );
    writeFileSync(join(study.folder, 'study.yml'), `${readFileSync(study.study, 'utf8')}gene_names: none\n`);
    const refused = seedrank(study.folder, 'plan', 'study.yml');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('UTRS_NO_SHARED_GENE');
  });

  it('have none where numbers could be of any species, until the study says that they are human', () => {
    const study = studyOf(
      ({ entrez }) => String(entrez),
      ({ entrez }) => String(entrez),
    );
    const told = copyStudy(study);
    expect(noted(study, '--until', 'ingest').filter((text) => text.startsWith('gene names'))).toEqual([
      'gene names: 60 of 60 ids that are numbers are human Entrez ids: too few to take them for human unasked (gene_names: human does)',
    ]);
    expect(existsSync(join(study.results, 'tables/annotation/gene_names.tsv'))).toBe(false);
    writeFileSync(told.study, `${readFileSync(told.study, 'utf8')}gene_names: human\n`);
    expect(noted(told, '--until', 'ingest').join('\n')).toContain(`gene names: 60 of 60 genes ${named}`);
  });

  it('have none where they are of another species', () => {
    const mouse = (_: HumanGene, row: number) => `ENSMUSG${String(row).padStart(11, '0')}`;
    expect(seedrank(studyOf(mouse, mouse).folder, 'plan', 'study.yml').stdout).not.toContain('gene names');
  });
});

describe('seedrank genes', () => {
  const { folder } = smallestStudy();
  const words = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));

  it('says which gene a name means, how it was matched, and what it may mean where that is not one', () => {
    const { code, stdout, stderr } = seedrank(folder, 'genes', 'CTGF', 'lifr', '1-Mar', 'TAZ', 'LIFFR');
    expect([code, stderr]).toEqual([0, 'note  5 names: 2 found, 1 ambiguous, 1 damaged, 1 unknown\n']);
    expect(words(stdout).slice(1)).toEqual([
      ['CTGF', 'CCN2', '1490', 'ENSG00000118523', 'protein-coding', 'alias'],
      ['lifr', 'LIFR', '3977', 'ENSG00000113594', 'protein-coding', 'symbol', 'letters of another case'],
      [
        ...['1-Mar', '-', '-', '-', '-', '-'],
        'damaged; a date that a spreadsheet made of MARCHF1 or MTARC1; MARCHF1 (55016) or MTARC1 (64757)',
      ],
      ['TAZ', '-', '-', '-', '-', 'alias', 'ambiguous; TAFAZZIN (6901) or WWTR1 (25937)'],
      ['LIFFR', '-', '-', '-', '-', '-', 'unknown; near it: LIFR, LIF'],
    ]);
  });

  it('reads names of a file, whatever its first column, and writes a table or JSON', () => {
    writeFileSync(join(folder, 'names.csv'), '\ufeff"CCN1",1.5\r\nENSG00000113594.10,2\r\n\r\n');
    expect(seedrank(folder, 'genes', '--names', 'names.csv', '--out', 'genes.tsv').code).toBe(0);
    const table = readFileSync(join(folder, 'genes.tsv'), 'utf8').trimEnd().split('\n');
    expect(table.slice(1).map((line) => line.split('\t').slice(0, 3))).toEqual([
      ['CCN1', 'CCN1', '3491'],
      ['ENSG00000113594.10', 'LIFR', '3977'],
    ]);
    const [answer] = JSON.parse(seedrank(folder, 'genes', 'DEC1', '--json').stdout);
    expect(answer.outcome).toBe('ambiguous');
    expect(answer.others.map(({ symbol }: HumanGene) => symbol)).toEqual(['BHLHE40', 'DELEC1']);
  });

  it('refuses to answer nothing', () => {
    expect(seedrank(folder, 'genes').stderr).toContain('NAMES_NONE');
    writeFileSync(join(folder, 'empty.txt'), '\n');
    const { code, stderr } = seedrank(folder, 'genes', '--names', 'empty.txt');
    expect([code, stderr.includes('the file names no gene')]).toEqual([2, true]);
    const replaced = seedrank(folder, 'genes', '--names', 'names.csv', '--out', 'names.csv');
    expect([replaced.code, replaced.stderr.includes('OUTPUT_IS_INPUT')]).toEqual([2, true]);
  });
});
