import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedrank, smallStudy } from '../pipeline/small-study.ts';

const { folder } = smallStudy();
const files = ['--counts', 'counts.tsv', '--samples', 'samples.csv'];
const asked = [...files, '--design', '~ condition', '--contrast', 'condition,mir9,control'];
const engines = 'edger-ql edger-ql-legacy edger-lrt edger-exact limma-voom limma-trend voomlmfit'.split(' ');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const de = (engine: string, ...flags: string[]) => seedrank(folder, 'de', ...asked, '--engine', engine, ...flags);

it('threads change no byte, whatever the engine', () => {
  for (const engine of engines) {
    for (const threads of ['1', '2']) {
      const { code, stderr } = de(
        engine,
        '--threads',
        threads,
        '--out',
        `${threads}.tsv`,
        '--rows',
        `${threads}.rows.tsv`,
      );
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    }
    expect(read('2.tsv')).toBe(read('1.tsv'));
    expect(read('2.rows.tsv')).toBe(read('1.rows.tsv'));
  }
});

describe('counts that cannot be tested', () => {
  const write = (name: string, rows: readonly (readonly (string | number)[])[]) =>
    writeFileSync(join(other, name), `${rows.map((row) => row.join('\t')).join('\n')}\n`);
  const other = mkdtempSync(join(tmpdir(), 'seedrank-hard-'));
  const ids = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
  const sheet = [
    ['sample', 'condition', 'donor', 'batch'],
    ...ids.map((id, k) => [id, id[0]!, `d${k % 3}`, `x${k < 3 ? 1 : 2}`]),
  ];
  write('samples.tsv', sheet);
  write('pair.tsv', [sheet[0]!, sheet[1]!, sheet[4]!]);
  const genes = Array.from({ length: 40 }, (_, gene) => [
    `g${gene}`,
    ...ids.map((_, k) => 20 + ((gene * 37 + k * k * 11 + gene * k * 5) % 90)),
  ]);
  const header = ['gene', ...ids];
  write('counts.tsv', [header, ...genes]);
  write('pair_counts.tsv', [['gene', 'a1', 'b1'], ...genes.map((row) => [row[0]!, row[1]!, row[4]!])]);
  write('low.tsv', [header, ...genes.map(([id]) => [id!, 2, 1, 1, 1, 2, 1])]);
  write('one.tsv', [header, genes[0]!]);
  write('two.tsv', [header, ...genes.slice(0, 2)]);
  write('empty.tsv', [header, ...genes.map((row) => row.with(2, 0))]);
  write('zeros.tsv', [
    header,
    ...genes.map((row, gene) => (gene < 5 ? row.map((cell, k) => (k > 3 ? 0 : cell)) : row)),
  ]);
  const run = (engine: string, counts: string, ...flags: string[]) =>
    seedrank(
      other,
      ...['de', '--engine', engine, '--counts', counts, '--samples', 'samples.tsv', '--out', 'out.tsv'],
      ...(flags.includes('--design') ? [] : ['--design', '~ condition']),
      ...flags,
    );
  const table = () => readFileSync(join(other, 'out.tsv'), 'utf8').trimEnd().split('\n');

  it.each([
    ['all genes filtered', 'low.tsv', [], 'GENES_ALL_FILTERED'],
    ['a library of zero', 'empty.tsv', [], 'LIBRARY_EMPTY'],
    ['a confounded variable', 'counts.tsv', ['--design', '~ batch + condition'], 'DESIGN_'],
    ['no residual degrees of freedom', 'counts.tsv', ['--design', '~ condition:donor'], 'DESIGN_'],
    ['a contrast of no coefficient', 'counts.tsv', ['--contrast', 'condition,c,a'], 'c'],
  ])('%s', (_, counts, flags, code) => {
    for (const engine of ['edger-ql', 'edger-exact', 'limma-voom']) {
      const { code: status, stderr } = run(engine, counts, ...flags);
      expect(status, `${engine}: ${stderr}`).toBe(2);
      expect(stderr).toContain(`error ${code === 'c' ? '' : code}`);
    }
  });

  it('no replicates: a Fault, but for a stated dispersion', () => {
    const pair = (engine: string, ...flags: string[]) =>
      seedrank(
        other,
        ...['de', '--engine', engine, '--counts', 'pair_counts.tsv', '--samples', 'pair.tsv', '--out', 'out.tsv'],
        ...['--design', '~ condition', ...flags],
      );
    for (const engine of engines) {
      const { code, stderr } = pair(engine);
      expect({ engine, code, isNamed: stderr.includes('DESIGN_NO_REPLICATES') }).toEqual({
        engine,
        code: 2,
        isNamed: true,
      });
    }
    for (const engine of ['edger-lrt', 'edger-exact']) {
      expect(pair(engine, '--dispersion', '0.16').code).toBe(0);
      expect(table().length).toBe(41);
      expect(pair(engine, '--dispersion', '0.16', '--robust').stderr).toContain('ROBUST_WITHOUT_ESTIMATES');
    }
    expect(pair('edger-ql', '--dispersion', '0.16').stderr).toContain('DESIGN_NO_REPLICATES');
  });

  it('one gene is its own library, and two are tested', () => {
    for (const engine of engines) {
      const one = run(engine, 'one.tsv');
      const two = run(engine, 'two.tsv');
      expect(one.stderr, engine).toContain('GENES_ONE');
      expect(two.code, `${engine}: ${two.stderr}`).toBe(0);
      expect(table().length).toBe(3);
    }
  });

  it('a group of zeros is tested', () => {
    for (const engine of engines) {
      const { code, stderr } = run(engine, 'zeros.tsv');
      expect(code, `${engine}: ${stderr}`).toBe(0);
      const [, first] = table();
      expect(first).not.toContain('NA\tNA');
    }
  });

  it('blocks', () => {
    const unlike = genes.map(([id, ...counts]) => [
      id!,
      ...counts.map((count, k) => Number(count) + (k < 3 ? 1 : -1) * [15, 0, -15][k % 3]!),
    ]);
    write('unlike.tsv', [header, ...unlike]);
    const { code, stderr } = run('limma-voom', 'unlike.tsv', '--block', 'donor');
    expect(code).toBe(0);
    expect(stderr).toContain('less alike than others (correlation -');
    expect(run('limma-voom', 'counts.tsv', '--block', 'donor').code).toBe(0);
    expect(run('limma-voom', 'counts.tsv', '--block', 'nobody').stderr).toContain('nobody');
    expect(run('limma-voom', 'counts.tsv', '--block', 'donor', '--sample-weights').stderr).toContain(
      'LIMMA_BLOCK_AND_WEIGHTS',
    );
  });
});
