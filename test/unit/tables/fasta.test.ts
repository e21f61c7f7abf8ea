import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { type FastaRecord, parseFasta, readFasta, streamFasta } from '../../../src/formats/sequences/fasta.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-fasta-'));
const plain = (records: readonly FastaRecord[]) =>
  records.map(({ id, description, sequence, line }) => [id, description, Buffer.from(sequence).toString(), line]);

async function streamed(path: string): Promise<FastaRecord[]> {
  const records: FastaRecord[] = [];
  for await (const record of streamFasta(openInput(path))) records.push(record);
  return records;
}

describe('FASTA', () => {
  const text = '\n>a one > two\nACGT\nacgu\n\n>b\n>c|x  \nN-*\n';
  const records = [
    ['a', 'one > two', 'ACGTacgu', 2],
    ['b', '', '', 6],
    ['c|x', '', 'N-*', 7],
  ];

  it.each([
    ['plain', Buffer.from(text)],
    ['with Windows line ends', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['without a final line end', Buffer.from(text.trimEnd())],
    ['compressed', gzipSync(text)],
  ])('%s, whole and as a stream', async (name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    expect(plain(await readFasta(openInput(path)))).toEqual(records);
    expect(plain(await streamed(path))).toEqual(records);
  });

  it('streams records across the borders of chunks', async () => {
    const path = join(folder, 'long.fa.gz');
    const line = `${'ACGTACGTAC'.repeat(6)}\n`;
    const long = Array.from({ length: 40 }, (_, i) => `>chr${i}\n${line.repeat(1500 + i)}`).join('');
    writeFileSync(path, gzipSync(long, { level: 1 }));
    const whole = await readFasta(openInput(path));
    expect(plain(await streamed(path))).toEqual(plain(whole));
    expect(whole.map((record) => record.sequence.length)).toEqual(
      Array.from({ length: 40 }, (_, i) => 60 * (1500 + i)),
    );
  });

  it.each([
    ['no header', 'ACGT\n', 'FASTA_NO_HEADER', 1],
    ['no name', '>a\nAC\n> \nAC\n', 'FASTA_NO_NAME', 3],
    ['a number', '>a\nAC\nA1C\n', 'FASTA_NOT_A_SEQUENCE', 3],
    ['a header inside a line', '>a\nAC\nAC>b\nA\n', 'FASTA_NOT_A_SEQUENCE', 3],
    ['nothing', '\n', 'FILE_EMPTY', undefined],
  ])('is refused with %s', async (name, broken, code, line) => {
    const path = join(folder, name);
    writeFileSync(path, broken);
    for (const act of [() => parseFasta(Buffer.from(broken), path), () => streamed(path)]) {
      const fault = await faultOf(act);
      expect([fault.code, fault.details.line]).toEqual([code, line]);
    }
  });

  it('names a truncated or absent file', async () => {
    const path = join(folder, 'cut.fa.gz');
    writeFileSync(path, gzipSync(text.repeat(100)).subarray(0, 60));
    for (const act of [() => readFasta(openInput(path)), () => streamed(path)])
      expect((await faultOf(act)).code).toBe('GZIP_TRUNCATED');
    expect((await faultOf(() => streamed(join(folder, 'absent')))).code).toBe('FILE_MISSING');
  });
});

describe.skipIf(!hasShared)(`real sequences${whyShared}`, () => {
  it('miRBase: as many records as release 22 has, miR-9-5p among them', async () => {
    const records = await readFasta(openInput(sharedPath('data/mirbase/mature.fa.gz')));
    expect(records.length).toBe(48_885);
    const mir9 = records.find((record) => record.id === 'hsa-miR-9-5p');
    expect(mir9?.description).toBe('MIMAT0000441 Homo sapiens miR-9-5p');
    expect(Buffer.from(mir9?.sequence ?? []).toString()).toBe('UCUUUGGUUAUCUAGCUGUAUGA');
  });
});
