import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  plainBatch,
  startsDifferential,
  stopsAtOnce,
  threeStudies,
  undisturbedContents,
} from '../pipeline/disturbed-batch.ts';
import {
  askBatch,
  batchContents,
  disturbBatch,
  holderOf,
  runBatch,
  smallBatch,
  statesOf,
  writeTable,
} from '../pipeline/small-batch.ts';
import { seedrank, smallStudy } from '../pipeline/small-study.ts';

describe('a batch of studies', () => {
  it('runs each study, does once what studies share, and nothing when nothing has changed', () => {
    const batch = smallBatch('name,alpha', 'loose,0.1', 'strict,0.01', 'middle,0.05');
    const first = runBatch(batch, '--threads', '2');
    expect(first.code).toBe(0);
    expect(first.executed).toMatchObject({ ingest: 1, normalize: 1, targets: 1, differential: 3, rank: 3, report: 3 });
    const before = batchContents(batch);
    for (const study of ['loose', 'strict', 'middle']) {
      expect(before[`${study}/ranking/mir9_vs_control/candidates.tsv`], study).toContain('gene');
    }
    const second = runBatch(batch);
    expect(second.code).toBe(0);
    expect(second.executed).toEqual({});
    expect(second.events.some(({ type }) => type === 'study-started')).toBe(false);
    expect(batchContents(batch)).toEqual(before);
    expect(statesOf(batch)).toEqual({ loose: 'done', strict: 'done', middle: 'done' });
    writeTable(batch, 'name,alpha', 'loose,0.1', 'strict,0.02', 'middle,0.05');
    expect(statesOf(batch)).toEqual({ loose: 'done', strict: 'stale', middle: 'done' });
    expect(askBatch(batch, 'status', '--check').code).toBe(3);
    expect(runBatch(batch).executed).toMatchObject({ differential: 1, rank: 1, report: 1 });
  });

  it('carries on when studies fail, names them, and then runs only those', () => {
    const rows = ['good,hsa-miR-9-5p,counts.tsv', 'unknown,hsa-miR-99999,counts.tsv', 'lost,hsa-miR-9-5p,no.tsv'];
    const batch = smallBatch('name,mirna,counts', ...rows);
    const plain = seedrank(batch.folder, 'batch', 'batch.csv', '--template', 'template.yml');
    expect(plain.code).toBe(1);
    expect(plain.stderr).toContain('failed: unknown, lost');
    expect(plain.stderr).toMatch(/MIRNA_UNKNOWN[\s\S]*batch\.csv:3:2/);
    expect(plain.stderr).toMatch(/INPUT_MISSING[\s\S]*batch\.csv:4:3/);
    const status = askBatch(batch, 'status');
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(/^good +done$/m);
    expect(status.stdout).toMatch(/^unknown +failed +ingest: MIRNA_UNKNOWN .*batch\.csv:3:2: /m);
    const summary = readFileSync(join(batch.out, 'batch/summary.tsv'), 'utf8');
    expect(summary).toMatch(/^unknown\tfailed\tNA\t/m);
    expect(summary).toMatch(/^good\tdone\tmir9_vs_control\thsa-miR-9-5p\t\d+\t/m);
    writeTable(
      batch,
      'name,mirna,counts',
      ...rows.map((row) => row.replace('99999', '9-5p').replace('no.tsv', 'counts.tsv')),
    );
    const mended = runBatch(batch);
    expect(mended.code).toBe(0);
    const started = mended.events.flatMap((event) => (event.type === 'study-started' ? [event.study] : []));
    expect(started.sort()).toEqual(['lost', 'unknown']);
    expect(readdirSync(join(batch.out, 'batch/failures'))).toEqual([]);
  });

  it('finds genes that recur, by a count of its own over the tables of the studies', () => {
    const batch = smallBatch('name,alpha', 'a,0.1', 'b,0.000001');
    expect(runBatch(batch).code).toBe(0);
    const idsOf = (file: string, column: string): string[] => {
      const [head = '', ...lines] = readFileSync(join(batch.out, file), 'utf8').trimEnd().split('\n');
      const place = head.split('\t').indexOf(column);
      return lines.map((line) => line.split('\t')[place] as string);
    };
    const [a, b] = ['a', 'b'].map((study) => idsOf(`${study}/ranking/mir9_vs_control/candidates.tsv`, 'gene_id'));
    const both = a!.filter((gene) => b!.includes(gene));
    expect(both.length).toBeGreaterThan(0);
    expect(idsOf('batch/recurring_candidates.tsv', 'gene_id').sort()).toEqual(both.sort());
    const page = readFileSync(join(batch.out, 'batch.html'), 'utf8');
    for (const gene of both.slice(0, 20)) expect(page).toContain(`<th scope="row">${gene} `);
  });

  it('takes names of any characters as text, in folders and on the page', () => {
    const names = ['miR 9 <b>"x"</b> $(touch pwned)', '../../up', 'work', 'été'];
    const batch = plainBatch('name', ...names.map((name) => `"${name.replaceAll('"', '""')}"`));
    expect(runBatch(batch).code).toBe(0);
    expect(Object.values(statesOf(batch))).toEqual(['done', 'done', 'done', 'done']);
    const folders = readdirSync(batch.out).sort();
    expect(folders).toHaveLength(names.length + 3); // batch, batch.html, work
    expect(folders.every((name) => /^[A-Za-z0-9._-]+$/.test(name))).toBe(true);
    expect(existsSync(join(batch.folder, 'pwned'))).toBe(false);
    const page = readFileSync(join(batch.out, 'batch.html'), 'utf8');
    expect(page).toContain('miR 9 &lt;b&gt;&quot;x&quot;&lt;/b&gt; $(touch pwned)');
    expect(page).not.toContain('<b>"x"');
    const links = [...page.matchAll(/<a href="([^"#]+report\.html)"/g)].map(([, link]) =>
      decodeURIComponent(link as string),
    );
    expect(links).toHaveLength(names.length);
    for (const link of links) expect(existsSync(join(batch.out, link)), link).toBe(true);
  });

  it('takes a folder of study files, each with the results folder that it names or one of its own', () => {
    const { folder } = smallStudy();
    const studies = join(folder, 'studies');
    mkdirSync(join(studies, 'third'), { recursive: true });
    const study = readFileSync(join(folder, 'study.yml'), 'utf8').replace('name: small\n', '');
    const nested = (text: string, up: string) => text.replace(/(counts|samples|utrs): (\w+\.)/g, `$1: ${up}$2`);
    writeFileSync(join(studies, 'first.yml'), nested(study, '../'));
    writeFileSync(join(studies, 'second.yml'), `${nested(study, '../')}out: elsewhere\n`);
    writeFileSync(join(studies, 'third', 'study.yml'), nested(study, '../../'));
    const { code, stderr } = seedrank(folder, 'batch', 'studies', '--out', 'all');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const place of ['all/first', 'studies/elsewhere', 'all/third', 'all/batch']) {
      expect(existsSync(join(folder, place)), place).toBe(true);
    }
    expect(existsSync(join(folder, 'all/second'))).toBe(false);
  });
});

describe('a batch that cannot be read', () => {
  const fault = (header: string, ...rows: readonly string[]): string => {
    const batch = smallBatch(header, ...rows);
    const { code, stderr } = seedrank(batch.folder, 'batch', 'batch.csv', '--template', 'template.yml');
    expect(code).toBe(2);
    expect(existsSync(batch.out)).toBe(false);
    return stderr;
  };

  it('names an unknown column with its place and the nearest key', () => {
    expect(fault('name,alpa', 'a,0.1')).toMatch(/BATCH_UNKNOWN_COLUMN[\s\S]*batch\.csv:1:2[\s\S]*Did you mean 'alpha'/);
  });

  it('refuses two studies of one results folder or one name', () => {
    expect(fault('name,out', 'a,there', 'b,there')).toMatch(/BATCH_SAME_RESULTS[\s\S]*batch\.csv:3:2/);
    expect(fault('name,alpha', 'a,0.1', 'b,0.1', 'a,0.2')).toMatch(
      /BATCH_NAME_TWICE[\s\S]*batch\.csv:4:1[\s\S]*batch\.csv:2/,
    );
  });

  it('names the line of a ragged row and of a contrast that has not three parts', () => {
    expect(fault('name,alpha', 'a,0.1', 'b')).toMatch(/SHEET_RAGGED_ROW[\s\S]*batch\.csv:3/);
    expect(fault('name,contrasts', 'a,"condition,mir9"')).toMatch(/CONTRAST_NOT_THREE[\s\S]*batch\.csv:2:2/);
  });
});

describe('a batch that is disturbed', () => {
  const expected = undisturbedContents();

  it('goes on when the process of a study is killed, says so, and mends it when run again', async () => {
    const batch = threeStudies();
    const { code, stdout } = await disturbBatch(batch, startsDifferential, (_, event) => {
      process.kill(holderOf(batch, (event as { study: string }).study) as number, 'SIGKILL');
    });
    expect(code).toBe(1);
    expect(stdout).toContain('STUDY_PROCESS_DIED');
    expect(stdout).toContain('SIGKILL in differential');
    expect(Object.values(statesOf(batch)).sort()).toEqual(['done', 'done', 'failed']);
    expect(runBatch(batch).code).toBe(0);
    expect(batchContents(batch)).toEqual(expected);
  });

  it('by SIGINT ends at once with all its processes, and goes on when run again', () =>
    stopsAtOnce('SIGINT', 130, expected));
});
