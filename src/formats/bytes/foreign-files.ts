import { Fault } from '../../fault.ts';

/** Files that are often handed in by mistake: first bytes, what it is, what to do. */
const FOREIGN: readonly (readonly [magic: readonly number[], what: string, hint: string])[] = [
  [[0x50, 0x4b, 3, 4], 'a zip archive', 'Unpack the archive and name the table in it.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'Export the sheet as tab-separated text.'],
  [[0x42, 0x5a, 0x68], 'a bzip2 file', 'Decompress it, or recompress it with gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz file', 'Decompress it, or recompress it with gzip.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd file', 'Decompress it, or recompress it with gzip.'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'Use the text output of the tool (kallisto: abundance.tsv).'],
  [[0x58, 0x0a, 0, 0], 'an R .rds file', 'Write the table from R with write.table(x, "x.tsv", sep = "\\t").'],
];

/** Refuses what its first bytes, decompressed, show to be no text but a file that is often taken for it. */
export function refuseForeign(bytes: Uint8Array, file: string): void {
  for (const [magic, what, hint] of FOREIGN) {
    if (!magic.every((byte, i) => bytes[i] === byte)) continue;
    throw new Fault({
      code: 'FILE_NOT_TEXT',
      message: 'this is not a text table',
      file,
      found: what,
      expected: 'plain or gzip-compressed text',
      hint,
    });
  }
}

/** Refuses what begins with zero bytes between its letters, which no text has that is not UTF-16. */
export function refuseBinary(head: Uint8Array, file: string): void {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isUtf16 || !head.includes(0)) return;
  throw new Fault({
    code: 'FILE_NOT_TEXT',
    message: 'this is not a text file',
    file,
    found: `a zero byte among the first ${head.length}`,
    expected: 'plain or gzip-compressed text',
    hint: 'Check that this is the file you meant, and that it was copied whole.',
  });
}
