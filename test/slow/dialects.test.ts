import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../pipeline/files/open-input.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import { type Ended, eventsOf, type SmallStudy, seedrank, smallStudy } from '../pipeline/small-study.ts';
import { hasShared, sharedPath, whyShared } from '../shared.ts';

/** The counts of the small study: a header of `gene_id` and samples, then rows. */
interface Counts {
  readonly samples: readonly string[];
  readonly genes: readonly string[];
  /** [genes][samples] */
  readonly cells: readonly (readonly string[])[];
}

function countsOf({ folder }: SmallStudy): Counts {
  const [header = [], ...rows] = readFileSync(join(folder, 'counts.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return { samples: header.slice(1), genes: rows.map(([id]) => id as string), cells: rows.map((row) => row.slice(1)) };
}

function write(study: SmallStudy, file: string, lines: readonly string[]): void {
  const path = join(study.folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** One file a sample, of lines made of its rows. */
function writeSamples(
  study: SmallStudy,
  { samples, genes, cells }: Counts,
  file: (sample: string) => string,
  { before = [], row, after = [] }: Form,
): void {
  for (const [j, sample] of samples.entries()) {
    const rows = genes.map((id, g) => row(id, cells[g]?.[j] as string));
    write(study, file(sample), [...before, ...rows, ...after]);
  }
}

interface Form {
  readonly before?: readonly string[];
  readonly row: (gene: string, count: string) => string;
  readonly after?: readonly string[];
}

const comparison = ['--samples', 'samples.csv', '--design', '~ condition', '--reference', 'condition=control'];
const mir9 = [...comparison, '--contrast', 'condition,mir9,control'];

/** The result table of `seedrank de` on what a quantifier wrote. */
function de({ folder }: SmallStudy, ...args: string[]): Ended & { readonly table: string } {
  const ended = seedrank(folder, 'de', '--out', 'de.tsv', '--threads', '1', ...args);
  expect(ended.stderr).not.toContain('error');
  expect(ended.code).toBe(0);
  return { ...ended, table: readFileSync(join(folder, 'de.tsv'), 'utf8') };
}

const tools: readonly {
  readonly tool: string;
  readonly counts: string;
  readonly says: RegExp;
  readonly put: (study: SmallStudy, counts: Counts) => void;
}[] = [
  {
    tool: 'featureCounts, with its command and paths of alignments',
    counts: 'fc.txt',
    says: /featureCounts/,
    put(study, { samples, genes, cells }) {
      write(study, 'fc.txt', [
        '# Program:featureCounts v2.0.3; Command:"featureCounts" "-a" "genes.gtf" "-o" "fc.txt" "c1.bam"',
        ['Geneid', 'Chr', 'Start', 'End', 'Strand', 'Length', ...samples.map((s) => `/data/bam/${s}.sorted.bam`)].join(
          '\t',
        ),
        ...genes.map((id, g) => [id, 'chr1;chr1', '10;90', '50;200', '+;+', '152', ...(cells[g] ?? [])].join('\t')),
      ]);
    },
  },
  {
    tool: 'HTSeq, a folder with one file a sample',
    counts: 'htseq',
    says: /__no_feature/,
    put: (study, counts) =>
      writeSamples(study, counts, (sample) => `htseq/${sample}.txt`, {
        row: (id, count) => `${id}\t${count}`,
        after: [
          '__no_feature\t1200',
          '__ambiguous\t31',
          '__too_low_aQual\t0',
          '__not_aligned\t90',
          '__alignment_not_unique\t400',
        ],
      }),
  },
  {
    tool: 'STAR, of a library whose second strand holds the reads',
    counts: 'star/*ReadsPerGene.out.tab',
    says: /reverse/,
    put: (study, counts) =>
      writeSamples(study, counts, (sample) => `star/${sample}_ReadsPerGene.out.tab`, {
        before: [
          'N_unmapped\t50\t50\t50',
          'N_multimapping\t70\t70\t70',
          'N_noFeature\t20\t900\t30',
          'N_ambiguous\t9\t0\t8',
        ],
        row: (id, count) => `${id}\t${Number(count) + 2}\t2\t${count}`,
      }),
  },
  {
    tool: 'nf-core/rnaseq, its merged table with gene names',
    counts: 'salmon.merged.gene_counts_length_scaled.tsv',
    says: /nf-core/,
    put(study, { samples, genes, cells }) {
      write(study, 'salmon.merged.gene_counts_length_scaled.tsv', [
        ['gene_id', 'gene_name', ...samples].join('\t'),
        // A quarter more or less goes when the counts are rounded.
        ...genes.map((id, g) =>
          [id, id.toUpperCase(), ...(cells[g] ?? []).map((count) => `${count === '0' ? 0 : `${count}.25`}`)].join('\t'),
        ),
      ]);
    },
  },
  {
    tool: 'a spreadsheet, with semicolons, quotes and names of the genes',
    counts: 'counts.csv',
    says: /semicolon/,
    put(study, { samples, genes, cells }) {
      const quoted = (fields: readonly string[]) => fields.map((field) => `"${field}"`).join(';');
      write(study, 'counts.csv', [
        `\ufeff${quoted(['', ...samples, 'description'])}\r`,
        ...genes.map((id, g) => `${quoted([id])};${(cells[g] ?? []).join(';')};${quoted(['a gene; of sorts'])}\r`),
      ]);
    },
  },
];

describe('counts as each tool writes them give what the plain table gives', () => {
  it.each(tools)('$tool', ({ counts, says, put }) => {
    const study = smallStudy();
    put(study, countsOf(study));
    const plain = de(study, '--counts', 'counts.tsv', ...mir9);
    const { table, stderr } = de(study, '--counts', counts, ...mir9);
    expect(stderr).toMatch(says);
    expect(table).toBe(plain.table);

    const initial = seedrank(study.folder, 'init', '--counts', counts, ...mir9, '--overwrite');
    expect(initial.stdout).toMatch(/^found: counts: read as /m);
    expect(initial.stdout).toMatch(says);
    const run = seedrank(study.folder, 'run', 'study.yml', '--until', 'differential', '--json', '--threads', '1');
    expect(run.code).toBe(0);
    expect(readFileSync(join(study.results, 'pipeline_info', 'notes.tsv'), 'utf8')).toMatch(says);
    expect(eventsOf(run.stdout).filter(({ type }) => type === 'stage-failed')).toEqual([]);
  });

  it('RSEM, whose effective lengths, equal in all samples, change all normalized counts by one factor', async () => {
    const study = smallStudy();
    const header = 'gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM';
    const counts = countsOf(study);
    writeSamples(study, counts, (sample) => `rsem/${sample}.genes.results`, {
      before: [header],
      row: (id, count) => `${id}\t${id}.1,${id}.2\t1200.50\t1050.50\t${count}.00\t1.00\t1.00`,
    });
    const normalized = async (source: string): Promise<Float64Array> => {
      de(study, '--counts', source, ...mir9, '--normalized-out', 'n.tsv');
      const table = await readTable(openInput(join(study.folder, 'n.tsv')));
      expect(textOf(table, 'gene_id')).toEqual(counts.genes);
      return Float64Array.from(counts.samples.flatMap((sample) => [...numbersOf(table, sample)]));
    };
    const plain = await normalized('counts.tsv');
    const read = await normalized('rsem');
    // Factors by lengths have a geometric mean of 1 in each gene, size factors have not: all counts differ by one factor.
    const factor = Math.max(...read) / Math.max(...plain);
    expect(factor).toBeCloseTo(1, 0);
    expectClose(
      read,
      plain.map((count) => count * factor),
      1e-12,
    );
  });

  it('a sheet that says which column names the samples, lists extra ones, and repeats runs', () => {
    const study = smallStudy();
    const [header, ...rows] = readFileSync(join(study.folder, 'samples.csv'), 'utf8').trimEnd().split('\n');
    const without = rows.filter((row) => !row.startsWith('k'));
    const all = rows.map((row, line) => `run${line},${row}`);
    write(study, 'runs.csv', [`run,${header?.replace('sample', 'library')}`, ...all, 'run99,c1,control,b1']);
    const sheet = ['--samples', 'runs.csv', '--sample-column', 'library'];
    expect(seedrank(study.folder, 'de', '--out', 'x.tsv', '--counts', 'counts.tsv', ...mir9, ...sheet)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/SHEET_DUPLICATE_SAMPLE[\s\S]*--repeated-samples first/),
    });
    const plain = de(study, '--counts', 'counts.tsv', ...mir9);
    const first = de(study, '--counts', 'counts.tsv', ...mir9, ...sheet, '--repeated-samples', 'first');
    expect(first.table).toBe(plain.table);
    expect(first.stderr).toContain("sample 'c1' is repeated in line 11: ignored");

    write(study, 'few.csv', [header as string, ...without]);
    const few = de(study, '--counts', 'counts.tsv', ...mir9, '--samples', 'few.csv', '--extra-samples', 'drop');
    expect(few.stderr).toContain('k1, k2, k3');
    const exclude = ['--exclude-samples-col', 'condition', '--exclude-samples-values', 'mock'];
    expect(de(study, '--counts', 'counts.tsv', ...mir9, ...exclude).table).toBe(few.table);
    expect(few.table).not.toBe(plain.table);
  });

  it('names symbols that a spreadsheet damaged, and options that change nothing', () => {
    const study = smallStudy();
    const text = readFileSync(join(study.folder, 'counts.tsv'), 'utf8');
    writeFileSync(join(study.folder, 'counts.tsv'), text.replace('gene3\t', '1-Mar\t').replace('gene4\t', '2-Sep\t'));
    const { stdout } = seedrank(study.folder, 'run', '--json', '--until', 'ingest', '--strandedness', 'forward');
    const warnings = eventsOf(stdout).filter((event) => event.type === 'stage-note' && event.level === 'warning');
    const texts = warnings.map((event) => (event.type === 'stage-note' ? event.text : ''));
    expect(texts).toEqual([
      expect.stringContaining("2 gene symbols were damaged by a spreadsheet: '1-Mar'"),
      expect.stringContaining('--strandedness is for star'),
    ]);
  });
});

describe('lengths and abundances of transcripts', () => {
  it('nf-core: init finds the lengths beside the counts, and they act as those of RSEM do', () => {
    const study = smallStudy();
    const counts = countsOf(study);
    const { samples, genes, cells } = counts;
    const length = (g: number, j: number): string => `${800 + 10 * g + 37 * ((g + j) % 5)}.125`;
    const table = (cell: (g: number, j: number) => string): string[] => [
      ['gene_id', 'gene_name', ...samples].join('\t'),
      ...genes.map((id, g) => [id, id, ...samples.map((_, j) => cell(g, j))].join('\t')),
    ];
    const cell = (g: number, j: number) => cells[g]?.[j] as string;
    write(
      study,
      'nf/salmon.merged.gene_counts.tsv',
      table((g, j) => `${cell(g, j)}${cell(g, j) === '0' ? '' : '.125'}`),
    );
    write(study, 'nf/salmon.merged.gene_lengths.tsv', table(length));
    for (const [j, sample] of samples.entries()) {
      write(study, `rsem/${sample}.genes.results`, [
        'gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM',
        ...genes.map((id, g) => [id, id, '999.00', length(g, j), `${cell(g, j)}.00`, '1.00', '1.00'].join('\t')),
      ]);
    }
    const rsem = de(study, '--counts', 'rsem', ...mir9).table;
    expect(rsem).not.toBe(de(study, '--counts', 'counts.tsv', ...mir9).table);
    const nf = ['--counts', 'nf/salmon.merged.gene_counts.tsv'];
    expect(de(study, ...nf, ...mir9, '--lengths', 'nf/salmon.merged.gene_lengths.tsv').table).toBe(rsem);
    expect(de(study, ...nf, ...mir9).stderr).toContain('no gene lengths were given');

    const init = ['init', ...nf, '--samples', 'samples.csv', '--design', '~ condition', '--overwrite'];
    expect(seedrank(study.folder, ...init, '--contrast', 'condition,mir9,control').code).toBe(0);
    expect(readFileSync(study.study, 'utf8')).toMatch(/^lengths: nf\/salmon\.merged\.gene_lengths\.tsv$/m);
    expect(seedrank(study.folder, 'run', '--until', 'differential').code).toBe(0);
    const results = join(study.results, 'tables/differential/mir9_vs_control.deseq2.results.tsv');
    expect(readFileSync(results, 'utf8')).toBe(rsem);
  });

  it('kallisto: the UTR of the most abundant transcript of a gene is taken, not the longest', () => {
    const study = smallStudy();
    const { samples, genes, cells } = countsOf(study);
    for (const [j, sample] of samples.entries()) {
      const rows = genes.flatMap((id, g) => [
        [`${id}.t1`, '900', '700.5', cells[g]?.[j], '90'].join('\t'),
        [`${id}.t2`, '900', '700.5', '0', '1'].join('\t'),
      ]);
      write(study, `kallisto/${sample}/abundance.tsv`, ['target_id\tlength\teff_length\test_counts\ttpm', ...rows]);
    }
    write(study, 'tx2gene.csv', ['tx,gene', ...genes.flatMap((id) => [`${id}.t1,${id}`, `${id}.t2,${id}`])]);
    const utrs = readFileSync(join(study.folder, 'utrs.fa'), 'utf8').replace(
      /^>(gene\d+)\n(.*)$/gm,
      (_, id: string, utr: string) => `>${id}.t1|${id}\n${utr}\n>${id}.t2|${id}\n${'A'.repeat(utr.length + 50)}`,
    );
    writeFileSync(join(study.folder, 'utrs.fa'), utrs);
    const args = ['--counts', 'kallisto', '--transcript-genes', 'tx2gene.csv'];
    const { stdout } = seedrank(study.folder, 'run', 'study.yml', '--json', '--until', 'rank', ...args);
    expect(stdout).toContain('the most abundant, else the longest');
    const candidates = readFileSync(join(study.results, 'ranking/mir9_vs_control/candidates.tsv'), 'utf8');
    expect(candidates.trimEnd().split('\n').length).toBeGreaterThan(20);
  });
});

describe('salmon', () => {
  const golden = fileURLToPath(new URL('../golden/tximport', import.meta.url));

  it('is summed to genes with the offsets of tximport and DESeq2; init finds tx2gene beside it', async () => {
    const study = smallStudy();
    for (const sample of ['s1', 's2', 's3', 's4']) {
      write(study, `salmon/${sample}/quant.sf`, [readFileSync(`${golden}/${sample}.quant.sf`, 'utf8').trimEnd()]);
    }
    write(study, 'salmon/tx2gene.tsv', [readFileSync(`${golden}/tx2gene.tsv`, 'utf8').trimEnd()]);
    write(study, 'four.csv', ['sample,condition', 's1,a', 's2,a', 's3,b', 's4,b']);
    const design = ['--samples', 'four.csv', '--design', '~ condition'];
    expect(seedrank(study.folder, 'de', '--out', 'x.tsv', '--counts', 'salmon', ...design)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/TX2GENE_NEEDED[\s\S]*--transcript-genes/),
    });
    const genes = ['--transcript-genes', 'salmon/tx2gene.tsv'];
    de(study, '--counts', 'salmon', ...design, ...genes, '--fit-type', 'mean', '--normalized-out', 'n.tsv');
    await expectNormalized(join(study.folder, 'n.tsv'), `${golden}/rounded.tsv`, `${golden}/normalization_factors.tsv`);

    const init = seedrank(study.folder, 'init', 'salmon', 'four.csv', '--contrast', 'condition,b,a', '--overwrite');
    expect(init.stdout).toMatch(/^guessed: .*salmon\/tx2gene\.tsv is taken for --transcript-genes by its name$/m);
    expect(readFileSync(study.study, 'utf8')).toMatch(/^transcript_genes: salmon\/tx2gene\.tsv$/m);
    expect(seedrank(study.folder, 'run', '--until', 'normalize').code).toBe(0);
    const normalized = 'tables/processed_abundance/all.normalised_counts.tsv';
    expect(readFileSync(join(study.results, normalized), 'utf8')).toBe(
      readFileSync(join(study.folder, 'n.tsv'), 'utf8'),
    );
  });
});

/** Normalized counts must be R's counts over R's factors. */
async function expectNormalized(actual: string, counts: string, factors: string, round = false): Promise<void> {
  const table = await readTable(openInput(actual));
  const ids = textOf(table, 'gene_id');
  const [read, divisor] = [await readTable(openInput(counts)), await readTable(openInput(factors))];
  for (const [sample] of [...table.columns].slice(1)) {
    const expected = inOrder(read, sample, ids);
    if (round) for (const [i, value] of expected.entries()) expected[i] = halfEven(value);
    const by = inOrder(divisor, sample, ids);
    expectClose(
      numbersOf(table, sample),
      expected.map((value, i) => value / (by[i] as number)),
      1e-10,
    );
  }
}

function inOrder(table: Awaited<ReturnType<typeof readTable>>, column: string, ids: readonly string[]): Float64Array {
  const row = new Map(textOf(table, 'gene_id').map((id, i) => [id, i]));
  const values = numbersOf(table, column);
  return Float64Array.from(ids, (id) => values[row.get(id) as number] as number);
}

function halfEven(value: number): number {
  const down = Math.floor(value);
  if (value - down === 0.5) return down % 2 === 0 ? down : down + 1;
  return Math.round(value);
}

function expectClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = expected.reduce((max, e, i) => {
    const a = actual[i] as number;
    return Object.is(a, e) || a === e ? max : Math.max(max, Math.abs(a - e) / Math.abs(e) || Number.POSITIVE_INFINITY);
  }, 0);
  expect(worst).toBeLessThan(tolerance);
}

describe('sheets of nf-core/differentialabundance, unchanged', () => {
  const csv = [
    'id,variable,reference,target,blocking,exclude_samples_col,exclude_samples_values',
    'mir9_blocked,condition,control,mir9,batch,NA,NA',
    'mir9_without_b3,condition,control,mir9,,batch,b3',
    'mock_,condition,control,mock,NA,,',
  ];
  const yaml = [
    'contrasts:',
    '  - id: mir9_blocked',
    '    comparison: [condition, control, mir9]',
    '    blocking_factors: [batch]',
    '  - id: mir9_against_mock',
    '    formula: "~ batch + condition"',
    '    make_contrasts_str: "conditionmir9 - conditionmock"',
    '  - id: mir9_coefficient',
    '    formula: ~ condition',
    '    make_contrasts_str: conditionmir9',
  ];
  const results = (study: SmallStudy, id: string): string =>
    readFileSync(join(study.results, `tables/differential/${id}.deseq2.results.tsv`), 'utf8');
  const withSheet = (): SmallStudy => {
    const study = smallStudy();
    const rows = readFileSync(join(study.folder, 'samples.csv'), 'utf8').trimEnd().split('\n');
    const wide = rows.map((row, i) => `${row},${i === 0 ? 'fastq_1,note' : `reads/${i}.fq.gz,"a; b, c"`}`);
    write(study, 'samples.csv', wide);
    return study;
  };
  const runContrasts = (study: SmallStudy, file: string): void => {
    const { code, stdout, stderr } = seedrank(
      study.folder,
      ...['run', '--json', '--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrasts', file],
    );
    expect(stderr).toBe('');
    expect(eventsOf(stdout).flatMap((event) => (event.type === 'stage-failed' ? [event] : []))).toEqual([]);
    expect(code).toBe(0);
  };
  const blocked = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--design', '~ batch + condition'];

  it('contrasts as CSV, with blocking factors and samples to exclude', () => {
    const study = withSheet();
    write(study, 'contrasts.csv', csv);
    runContrasts(study, 'contrasts.csv');
    const reference = ['--reference', 'condition=control', '--contrast', 'condition,mir9,control'];
    expect(results(study, 'mir9_blocked')).toBe(de(study, ...blocked, ...reference).table);
    const exclude = ['--exclude-samples-col', 'batch', '--exclude-samples-values', 'b3'];
    expect(results(study, 'mir9_without_b3')).toBe(de(study, '--counts', 'counts.tsv', ...mir9, ...exclude).table);
    expect(results(study, 'mock_')).not.toBe(results(study, 'mir9_blocked'));
    expect(readFileSync(join(study.results, 'report.html'), 'utf8')).toContain('~ batch + condition');
  });

  it('samples called by integers, columns and levels with spaces, contrasts without ids', () => {
    const study = smallStudy();
    const text = (file: string) => readFileSync(join(study.folder, file), 'utf8').trimEnd().split('\n');
    const [, ...rows] = text('samples.csv');
    const [, ...counts] = text('counts.tsv');
    const cells = rows.map((row, i) => `${i + 1},${row.split(',')[1]?.replace('mir9', 'miR 9')},${row.split(',')[2]}`);
    write(study, 'sheet.csv', ['sample,treatment group,batch no', ...cells]);
    write(study, 'integers.tsv', [['gene_id', ...rows.map((_, i) => i + 1)].join('\t'), ...counts]);
    write(study, 'old.csv', ['variable,reference,target,blocking', 'treatment group,control,miR 9,batch no']);
    const files = ['--counts', 'integers.tsv', '--samples', 'sheet.csv', '--contrasts', 'old.csv'];
    expect(seedrank(study.folder, 'run', ...files).code).toBe(0);
    const reference = ['--reference', 'condition=control', '--contrast', 'condition,mir9,control'];
    expect(results(study, 'treatment_group_control_miR_9_batch_no')).toBe(de(study, ...blocked, ...reference).table);
  });

  it('contrasts as YAML, with formulas and contrasts of coefficients', () => {
    const study = withSheet();
    write(study, 'contrasts.yaml', yaml);
    runContrasts(study, 'contrasts.yaml');
    const levels = ['--contrast', 'condition,mir9,control', '--reference', 'condition=control'];
    expect(results(study, 'mir9_blocked')).toBe(de(study, ...blocked, ...levels).table);
    expect(results(study, 'mir9_against_mock')).toBe(de(study, ...blocked, '--weights', '0,0,0,1,-1').table);
    expect(results(study, 'mir9_coefficient')).toBe(
      de(study, '--counts', 'counts.tsv', ...comparison, '--coef', 'condition_mir9_vs_control').table,
    );
  });

  it('contrasts that cannot be made are refused by name', () => {
    const study = withSheet();
    const bad = ['contrasts:', '  - id: x', '    formula: ~ condition', '    make_contrasts_str: conditionmir8'];
    write(study, 'bad.yml', bad);
    const args = ['run', '--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrasts', 'bad.yml'];
    const refused = seedrank(study.folder, ...args);
    expect(refused.code).toBe(2);
    expect(refused.stdout + refused.stderr).toMatch(/CONTRAST_COEFFICIENT_ABSENT[\s\S]*where +\S*bad\.yml/);
  });
});

describe('gene names and sources of UTRs', () => {
  /** The small study with Ensembl ids with versions, whose UTRs go by symbol. */
  function ensemblStudy(): SmallStudy {
    const study = smallStudy();
    const ensembl = (text: string) => text.replace(/^gene(\d+)\t/gm, (_, n: string) => `${idOf(Number(n))}.4\t`);
    const counts = readFileSync(join(study.folder, 'counts.tsv'), 'utf8');
    writeFileSync(join(study.folder, 'counts.tsv'), ensembl(counts));
    return study;
  }
  const idOf = (n: number): string => `ENSG${String(n).padStart(11, '0')}`;
  const candidates = (study: SmallStudy): string[] =>
    readFileSync(join(study.results, 'ranking/mir9_vs_control/candidates.tsv'), 'utf8')
      .split('\n')
      .flatMap((line) => line.match(/\bgene\d+\b|ENSG0+(\d+)/)?.[0] ?? [])
      .map((id) => id.replace(/^(gene|ENSG0*(?=\d))/, ''));
  /** Gene, type and place of each site. */
  const sites = ({ results }: SmallStudy): string[] =>
    readFileSync(join(results, 'tables/targets/sites.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [utr = '', , type, start] = line.split('\t');
        return `${/\d+$/.exec(utr)?.map(Number)} ${type} ${start}`;
      })
      .sort();

  it('an annotation links counts by id to UTRs by symbol, and shared symbols are listed', () => {
    const plain = smallStudy();
    expect(seedrank(plain.folder, 'run', '--until', 'rank').code).toBe(0);
    const study = ensemblStudy();
    const rows = Array.from({ length: 250 }, (_, n) => `${idOf(n)}\tgene${n === 249 ? 248 : n}`);
    write(study, 'names.tsv', ['ensembl_gene_id\thgnc_symbol', ...rows]);
    const { code, stdout } = seedrank(study.folder, 'run', '--json', '--until', 'rank', '--annotation', 'names.tsv');
    expect(code).toBe(0);
    expect(stdout).toContain('linked by symbol');
    expect(candidates(study).length).toBeGreaterThan(20);
    expect(candidates(study).sort()).toEqual(candidates(plain).sort());
    expect(readFileSync(join(study.results, 'tables/annotation/shared_symbols.tsv'), 'utf8')).toMatch(
      /^gene_name\tkept_by\twithout\ngene248\tENSG0+24[89]\.4\tENSG0+24[89]\.4\n$/,
    );
    expect(readFileSync(join(study.results, 'ranking/mir9_vs_control/candidates.tsv'), 'utf8')).toMatch(/\tgene\d+\t/);
  });

  it("TargetScan's UTR_Sequences.txt, of the species named, and a genome with GTF give the sites of the FASTA", () => {
    const plain = smallStudy();
    expect(seedrank(plain.folder, 'run', '--until', 'rank').code).toBe(0);
    const expected = candidates(plain);
    const utrs = readFileSync(join(plain.folder, 'utrs.fa'), 'utf8').trimEnd().split('>').slice(1);
    const records = utrs.map((text) => text.trimEnd().split('\n') as [string, string]);

    const aligned = smallStudy();
    const rows = records.flatMap(([id, sequence]) => [
      `${id}\t9606\t${'A'.repeat(sequence.length)}--`,
      `${id}\t10090\t${sequence.slice(0, 40)}--${sequence.slice(40)}`,
    ]);
    write(aligned, 'UTR_Sequences.txt', ['Gene\tSpecies\tSequence', ...rows]);
    const args = ['run', '--until', 'rank', '--utrs', 'UTR_Sequences.txt', '--utr-species', '10090'];
    expect(seedrank(aligned.folder, ...args).code).toBe(0);
    expect(candidates(aligned)).toEqual(expected);

    const cut = ensemblStudy();
    const text = readFileSync(cut.study, 'utf8').replace('utrs: utrs.fa', 'genome: genome.fa\nannotation: genes.gtf');
    writeFileSync(cut.study, text);
    let genome = '';
    const gtf: string[] = [];
    for (const [n, [name, utr]] of records.entries()) {
      const start = genome.length + 1;
      const coding = 'ATGGCGGCGGCG';
      genome += `${coding}TAA${utr}`;
      const attributes = `gene_id "${idOf(n)}"; transcript_id "ENST${n}"; gene_name "${name}";`;
      const line = (feature: string, from: number, to: number) =>
        ['1', 'test', feature, from, to, '.', '+', '.', attributes].join('\t');
      const codingEnd = start + coding.length - 1;
      gtf.push(line('transcript', start, genome.length), line('exon', start, genome.length));
      gtf.push(line('CDS', start, codingEnd), line('stop_codon', codingEnd + 1, codingEnd + 3));
    }
    write(cut, 'genome.fa', ['>chr1 made up', ...(genome.match(/.{1,60}/g) ?? [])]);
    write(cut, 'genes.gtf', gtf);
    expect(seedrank(cut.folder, 'run', '--until', 'rank').code).toBe(0);
    // Coding sequences are known here, so that scores have two features more and a candidate at the limit may be another.
    expect(sites(cut)).toEqual(sites(plain));
    expect(candidates(cut).filter((gene) => expected.includes(gene)).length).toBeGreaterThan(0.9 * expected.length);
    const again = seedrank(cut.folder, 'run', '--json', '--until', 'rank', '--design', '~ batch + condition');
    const executed = eventsOf(again.stdout).flatMap((event) => (event.type === 'stage-finished' ? [event.stage] : []));
    expect(executed).toContain('ingest');
    expect(executed).not.toContain('utrs');
  });

  it('a changed annotation runs again what read it', () => {
    const study = ensemblStudy();
    const rows = Array.from({ length: 250 }, (_, n) => `${idOf(n)}\tgene${n}`);
    write(study, 'names.tsv', ['gene_id\tgene_name', ...rows]);
    const args = ['run', '--json', '--annotation', 'names.tsv', '--until', 'ingest'];
    expect(seedrank(study.folder, ...args).code).toBe(0);
    write(study, 'names.tsv', ['gene_id\tgene_name', ...rows.slice(1), `${idOf(0)}\tother0`]);
    const { stdout } = seedrank(study.folder, ...args);
    expect(eventsOf(stdout)).toContainEqual(expect.objectContaining({ type: 'stage-finished', stage: 'ingest' }));
  });
});

describe.skipIf(!hasShared)(`public data${whyShared}`, () => {
  it('pasilla: a sheet that names the samples otherwise than the table is refused, with what they differ by', () => {
    const { folder } = smallStudy();
    const refused = seedrank(
      folder,
      ...['de', '--out', 'x.tsv', '--counts', sharedPath('data/pasilla/pasilla_gene_counts.tsv')],
      ...['--samples', sharedPath('data/pasilla/pasilla_sample_annotation.csv'), '--design', '~ type + condition'],
    );
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/SAMPLES_NOT_IN_TABLE[\s\S]*treated1fb[\s\S]*cure +The names differ by 'fb' only/),
    });
  });

  it("mir210: four HTSeq files, named by a column of the sheet, give R's results", async () => {
    const study = smallStudy();
    const data = (file: string) => sharedPath('data/mir210_mcf7_counts', file);
    const design = ['--design', '~ condition', '--contrast', 'condition,mir210,ctrl', '--reference', 'condition=ctrl'];
    const { stderr } = de(study, '--counts', data('hisat*.gz'), '--samples', data('pdata.txt'), ...design);
    expect(stderr).toContain("samples were named by column 'fileName' of the sheet");
    const actual = await readTable(openInput(join(study.folder, 'de.tsv')));
    const oracle = await readTable(openInput(data('oracle_deseq2_results.tsv.gz')));
    const ids = textOf(oracle, 'gene_id');
    // The oracle was written with eight digits.
    for (const name of ['baseMean', 'log2FoldChange', 'lfcSE', 'pvalue'])
      expectClose(inOrder(actual, name, ids), numbersOf(oracle, name), 1e-5);
  });

  it('tximport: counts and normalization factors of three GEUVADIS samples are those of R to 1e-10', async () => {
    const study = smallStudy();
    const data = (file: string) => sharedPath('data/tximport_geuvadis3', file);
    const oracle = (file: string) => sharedPath('oracles/tximport', file);
    write(study, 'three.csv', ['sample,group', 'ERR188021,a', 'ERR188088,a', 'ERR188288,b']);
    const genes = ['--transcript-genes', data('tx2gene.gencode_v27_from_rsem.csv.gz')];
    const args = ['--counts', data('salmon'), ...genes, '--samples', 'three.csv', '--contrast', 'group,b,a'];
    const ended = seedrank(study.folder, 'run', ...args, '--design', '~ group', '--until', 'normalize');
    expect(ended.code).toBe(0);
    const normalized = join(study.results, 'tables/processed_abundance/all.normalised_counts.tsv');
    await expectNormalized(normalized, oracle('counts.no.tsv.gz'), oracle('normalization_factors.tsv.gz'), true);
  });
});
