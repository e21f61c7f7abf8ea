import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openInput } from '../../pipeline/files/open-input.ts';
import { loadStudy } from '../../pipeline/study/load.ts';
import { Fault } from '../../src/fault.ts';
import { readCounts } from '../../src/formats/counts/dialects/read-counts.ts';
import { contents, run, smallStudy } from '../pipeline/small-study.ts';
import { countTests } from '../pipeline/survive.ts';

countTests([
  ['20 of them', 'hostile names', 20],
  ['study file', 'attacks by study files', 1],
  ['a gzip file', 'attacks by gzip files', 1],
]);

const folder = mkdtempSync(join(tmpdir(), 'seedrank-hostile-'));

/** 200 names: what objects have, markup, controls, marks of direction, paths, formulas, letters of all kinds. */
const seeds = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'length', 'name', 'null', 'undefined', 'NaN', 'then', 'row', 'id'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</script>', '<!--', '&amp;', '{@[2]}', '{a|b}'],
  ...[
    '\u001b[31mred',
    '\u009b2J',
    '\u202egnp',
    '\u2060',
    '\u0007',
    '../../etc/passwd',
    'CON',
    '..',
    '~',
    '-rf',
    '$(id)',
    '`id`',
  ],
  ...[
    '=1+1',
    '@SUM(A1)',
    '+1',
    "'",
    '処理',
    'é',
    'e\u0301',
    '😀',
    'ﬁ',
    '𝒳',
    '%00',
    '%s',
    '\\u0000',
    'a b',
    'a;b',
    'a|b',
  ],
];
const names = Array.from({ length: 200 }, (_, k) => (k < seeds.length ? seeds[k]! : `${seeds[k % seeds.length]}${k}`));

/** The small study with other names, each in the place of one of its own. */
function renamedStudy(given: readonly string[]) {
  const study = smallStudy();
  const genes = new Map(given.map((name, k) => [`gene${5 * k}`, name]));
  const [level, other, ...samples] = given as [string, string, ...string[]];
  const renames = new Map<string, string>([
    ['mir9', level],
    ['control', other],
    ...['c1', 'c2', 'm1', 'm2'].map((sample, k): [string, string] => [sample, samples[k]!]),
  ]);
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(study.folder, file), change(readFileSync(join(study.folder, file), 'utf8')));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const renamed = (cell: string) => renames.get(cell) ?? genes.get(cell) ?? cell;
  const cells = (separator: string) => (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .split(separator)
          .map((cell) => quoted(renamed(cell)))
          .join(separator),
      )
      .join('\n');
  edit('counts.tsv', cells('\t'));
  edit('samples.csv', cells(','));
  edit('utrs.fa', (text) => text.replace(/(?<=>)gene\d+/g, (id) => renamed(id).replaceAll(/\s/g, '_')));
  edit('study.yml', (text) =>
    text
      .replace('name: small', `name: ${JSON.stringify(level)}`)
      .replaceAll(/(?<=target: |reference: )(mir9|control)/g, (name) => JSON.stringify(renamed(name))),
  );
  return study;
}

describe('names of every kind', () => {
  const neighbor = smallStudy();
  run(neighbor);
  const before = contents(neighbor);

  test.each(Array.from({ length: 10 }, (_, k) => names.slice(20 * k, 20 * k + 20)))(
    '20 of them as genes, levels, samples and study, the first being %j',
    (...given) => {
      const study = renamedStudy(given);
      const { code, stderr } = run(study);
      expect(stderr).not.toMatch(/has a bug|^\s+at /m);
      expect(code).toBe(0);
      const [file] = Object.keys(contents(study)).filter((path) => /^tables\/differential\/.*results\.tsv$/.test(path));
      const table = contents(study)[file!]!;
      expect(table.trimEnd().split('\n')).toHaveLength(251);
    },
    120_000,
  );

  test('leave another study as it was', () => {
    run(neighbor, '--force');
    expect(contents(neighbor)).toEqual(before);
  }, 120_000);
});

const study = (extra: string) => `counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts: [{variable: condition, target: y, reference: x}]
${extra}
`;
const hostileKeys = Object.getOwnPropertyNames(Object.prototype);
const bomb = (levels: number, width: number) =>
  Array.from(
    { length: levels },
    (_, k) =>
      `x${k}: &x${k} [${Array(width)
        .fill(k === 0 ? 'x' : `*x${k - 1}`)
        .join(', ')}]`,
  );

/** 60 study files, each an attack of its own. */
const attacks: readonly (string | Uint8Array)[] = [
  ...hostileKeys.map((key) => study(`${key}: 1`)),
  ...hostileKeys.map((key) => study(`references: {${key}: x}`)),
  ...[3, 6, 9, 12, 20].flatMap((levels) => [9, 50].map((width) => bomb(levels, width).join('\n') + study(''))),
  ...[
    '&r\ncounts: *r',
    study('factors: &f [a, *f]'),
    study('factors: [*nope]'),
    study('<<: *counts'),
    study('name: &n {a: *n}'),
  ],
  ...[100, 1000, 10_000, 100_000].map((depth) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`),
  ...[1000, 100_000].map((depth) => `a: ${'{a: '.repeat(depth)}`),
  study(Array.from({ length: 5000 }, (_, k) => `a${k}: *b`).join('\n')),
  `${study('')}\n---\n${study('')}`,
  study('name: !!js/function "function () {}"'),
  study('? [a, b]\n: 1'),
  study('? {a: b}\n: 1'),
  study('name: a\nname: b'),
  study('name: "\\u0000\\u001b[2J"'),
  study(`name: ${'x'.repeat(1_000_000)}`),
  study('\t'),
  '',
  '\ufeff',
  '- a',
  Uint8Array.of(0xff, 0xfe, 0, 0xd8),
  Buffer.from(study('name: caf\u00e9'), 'latin1'),
  Buffer.from(study('name: x'), 'utf16le'),
];

test.each(attacks.map((text, k) => ({ k, text })))(
  'study file $k is read, or refused with its place, in time',
  async ({ k, text }) => {
    writeFileSync(join(folder, 'counts.tsv'), 'gene\ta\tb\ng\t1\t2\n');
    writeFileSync(join(folder, 'samples.csv'), 'sample,condition\na,x\nb,y\n');
    const file = join(folder, `attack-${k}.yml`);
    writeFileSync(file, text);
    const started = performance.now();
    const outcome = await loadStudy(file, {}, folder).catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(Fault);
      expect((outcome as Fault).place).toContain(file);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
  60_000,
);

const table = `gene\ta\tb\n${Array.from({ length: 2000 }, (_, k) => `g${k}\t${k}\t${k + 1}\n`).join('')}`;
const whole = gzipSync(table);
const cut = (share: number) => whole.subarray(0, Math.floor(whole.length * share));
const flipped = (share: number) =>
  whole.map((byte, k) => (k === Math.floor(whole.length * share) ? byte ^ 0x55 : byte));
const members = (piece: Uint8Array, times: number) => Buffer.concat(Array<Uint8Array>(times).fill(piece));

/** 20 compressed tables; `true` where the table is whole. */
const packed: readonly (readonly [what: string, bytes: Uint8Array, isWhole: boolean])[] = [
  ['whole', whole, true],
  ['two members', Buffer.concat([gzipSync(table.slice(0, 5000)), gzipSync(table.slice(5000))]), true],
  ['an empty member behind', Buffer.concat([whole, gzipSync('')]), true],
  ['a thousand empty members before', Buffer.concat([members(gzipSync(''), 1000), whole]), true],
  ...[0.01, 0.1, 0.5, 0.9, 0.999].map((share) => [`cut at ${share}`, cut(share), false] as const),
  ...[0.2, 0.4, 0.6, 0.8, 0.98].map((share) => [`a bit turned at ${share}`, flipped(share), false] as const),
  ['10 GiB of zeros', members(gzipSync(Buffer.alloc(2 ** 28)), 40), false],
  ['10 GiB of letters', members(gzipSync(Buffer.alloc(2 ** 28, 'A')), 40), false],
  ['compressed twice', gzipSync(whole), false],
  ['a length that is a lie', Buffer.concat([whole.subarray(0, -4), Uint8Array.of(255, 255, 255, 255)]), false],
  ['only the first bytes', Uint8Array.of(0x1f, 0x8b), false],
  ['a zip archive within', gzipSync(Buffer.from('PK\u0003\u0004abcdefgh')), false],
];

test.each(packed.map(([what, bytes, isWhole]) => ({ what, bytes, isWhole })))(
  'a gzip file, $what: all of it or a fault',
  async ({ what, bytes, isWhole }) => {
    const path = join(folder, `${what.replace(/\W+/g, '-')}.tsv.gz`);
    writeFileSync(path, bytes);
    const files = { name: path, searched: false, files: [openInput(path)] };
    const outcome = await readCounts([files]).catch((error: unknown) => error);
    if (isWhole) expect(outcome).toMatchObject({ geneIds: { length: 2000 } });
    else expect(outcome).toBeInstanceOf(Fault);
  },
  60_000,
);
