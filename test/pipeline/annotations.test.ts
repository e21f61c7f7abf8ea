import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath, whyShared } from '../shared.ts';
import { seedrank, smallestStudy } from './small-study.ts';

const rows = (path: string): Record<string, string>[] => {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, k) => [names[k]!, cell])));
};

describe('the transcript that stands for a gene', () => {
  const study = smallestStudy();
  const records = readFileSync(join(study.folder, 'utrs.fa'), 'utf8').trim().split(/^>/m).slice(1);
  const utrs = records.map((record) => {
    const [gene, sequence] = record.split('\n') as [string, string];
    return `>${gene}.1|${gene}\n${sequence}\n>${gene}.2|${gene}\n${sequence.slice(0, 90)}${'ACCAAAGA'.repeat(40)}\n`;
  });
  const tags = records.map((record) => {
    const gene = record.split('\n', 1)[0];
    const line = (k: number, tag: string) =>
      `1\tx\ttranscript\t1\t9\t.\t+\t.\tgene_id "${gene}"; transcript_id "${gene}.${k}"; gene_name "${gene}"; tag "${tag}";\n`;
    return line(1, 'MANE_Select') + line(2, 'basic');
  });
  writeFileSync(join(study.folder, 'utrs.fa'), utrs.join(''));
  writeFileSync(join(study.folder, 'genes.gtf'), tags.join(''));
  const transcripts = (choice: string) => {
    const { code, stderr } = seedrank(
      study.folder,
      ...['run', 'study.yml', '--until', 'rank', '--annotation', 'genes.gtf', '--transcript', choice],
    );
    expect([code, stderr]).toEqual([0, '']);
    const ranked = rows(join(study.results, 'ranking', 'mir9_vs_control', 'ranking.tsv'));
    expect(ranked).toHaveLength(60);
    return ranked.map(({ gene_id, transcript, '8mer': sites }) => ({ gene_id, transcript, sites: Number(sites) }));
  };

  it('is that of the study key, in the ranking, and its sites are those that count', () => {
    for (const { gene_id, transcript, sites } of transcripts('canonical')) {
      expect(transcript).toBe(`${gene_id}.1`);
      expect(sites).toBeLessThan(10);
    }
    for (const { gene_id, transcript, sites } of transcripts('longest')) {
      expect(transcript).toBe(`${gene_id}.2`);
      expect(sites).toBeGreaterThan(10);
    }
  });
});

it("plan says before any work how many genes have a 3' UTR, and by which rule", () => {
  const { code, stdout } = seedrank(smallestStudy().folder, 'plan', 'study.yml');
  expect(code).toBe(0);
  expect(stdout).toContain(
    "3' UTRs: 60 of 60 genes have a 3' UTR, linked by gene id; of several UTRs of a gene the longest",
  );
});

describe.skipIf(!hasShared)(`studies on annotations and 3' UTRs of many sources${whyShared}`, () => {
  const call = (command: 'run' | 'plan', folder: string, ...source: readonly string[]) => {
    const at = (file: string) => sharedPath('cases', folder, file);
    const files = source.map((word) => (word.startsWith('--') ? word : at(word)));
    const out = join(mkdtempSync(join(tmpdir(), 'seedrank-annotations-')), 'results');
    const design = ['--design', '~ condition', '--contrast', 'condition,mir9,control', '--mirna', 'hsa-miR-9-5p'];
    const inputs = ['--counts', at('counts.tsv'), '--samples', at('samples.csv'), ...files];
    return { out, ...seedrank(process.cwd(), command, ...inputs, ...design, '--out', out, '--until', 'targets') };
  };
  const run = (folder: string, ...source: readonly string[]) => call('run', folder, ...source);
  const cut = (folder: string, annotation: string) =>
    run(`annotation/${folder}`, '--genome', 'genome.fa', '--annotation', annotation);

  it.each(['00-ensembl-gff3', '01-gff3-sorted-by-coordinate'])('%s: 40 UTRs and 16 sites', (folder) => {
    const { code, stdout, stderr, out } = cut(folder, 'ann.gff3');
    expect(code).toBe(0);
    expect(stdout + stderr).toContain("of 40 coding transcripts 40 have a 3' UTR, 0 have none, 0 were refused");
    expect(rows(join(out, 'tables', 'targets', 'sites.tsv'))).toHaveLength(16);
  });

  it('35-nmd-isoform: plan counts the transcripts as a run will', () => {
    const source = ['--genome', 'genome.fa', '--annotation', 'ann.gtf', '--json'];
    const { code, stdout } = call('plan', 'annotation/35-nmd-isoform', ...source);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).utrs).toMatchObject({
      transcripts: { coding: 80, cut: 40, withoutUtr: 0, refused: { 'of nonsense-mediated decay': 40 } },
      linked: 40,
    });
  });

  it("35-nmd-isoform: `utrs` writes the bytes that a study cuts for itself, and the same 3' UTRs in other choices and files", () => {
    const folder = sharedPath('cases', 'annotation', '35-nmd-isoform');
    const out = mkdtempSync(join(tmpdir(), 'seedrank-utrs-'));
    const inputs = ['--genome', join(folder, 'genome.fa'), '--annotation', join(folder, 'ann.gtf')];
    const call = (...args: string[]) => seedrank(out, 'utrs', ...inputs, ...args);
    const { code, stderr } = call('--out', 'utrs.fa', '--orfs', 'orfs.fa.gz', '--regions', 'regions.tsv');
    expect(code, stderr).toBe(0);
    for (const words of ["40 3' UTRs of 40 genes", 'median 200 nt', '40 only', '100.0 % follow a stop codon'])
      expect(stderr).toContain(words);
    const study = run('annotation/35-nmd-isoform', '--genome', 'genome.fa', '--annotation', 'ann.gtf');
    const work = join(study.out, 'work', 'utrs');
    expect(readFileSync(join(out, 'utrs.fa'))).toEqual(readFileSync(join(work, readdirSync(work)[0]!, 'utrs.fa')));
    expect(rows(join(out, 'regions.tsv'))).toEqual(rows(join(study.out, 'tables', 'targets', 'utr_regions.tsv')));
    const orfs = gunzipSync(readFileSync(join(out, 'orfs.fa.gz'))).toString();
    const records = orfs
      .split('>')
      .slice(1)
      .map((record) => record.split('\n') as [string, string]);
    expect(records).toHaveLength(40);
    for (const [, sequence] of records) expect(sequence).toMatch(/^ATG(...)*(TAA|TAG|TGA)$/);
    expect(call('--transcripts', 'canonical', '--out', 'chosen.fa').code).toBe(0);
    expect(readFileSync(join(out, 'chosen.fa'))).toEqual(readFileSync(join(out, 'utrs.fa')));
    expect(call('--out', join(folder, 'genome.fa')).stderr).toContain('OUTPUT_IS_INPUT');
  });

  it.each([
    ['06-stringtie-no-cds', () => cut('06-stringtie-no-cds', 'ann.gtf'), 'UTR_NO_CODING'],
    ['31-X-masked', () => run('utr_fasta/31-X-masked', '--utrs', 'utrs.fa'), 'utrs.fa:17:21'],
    ['33-namespace', () => run('utr_fasta/33-namespace-few-coincide', '--utrs', 'utrs.fa'), 'UTRS_OTHER_IDS'],
  ])('%s is refused', (_, refused, words) => {
    const { code, stderr, stdout } = refused();
    expect(code).not.toBe(0);
    expect(stderr + stdout).toContain(words);
  });
});
