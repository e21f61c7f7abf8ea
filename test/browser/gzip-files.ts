import { gzipSync } from 'node:zlib';

/** Files of gzip as they come: sound ones that not every reader takes, and damaged ones that some take in silence. */
export interface GzipFile {
  readonly name: string;
  readonly make: (text: Uint8Array) => Uint8Array;
  /** Of the fault; undefined where all readers must give the text. */
  readonly code?: 'GZIP_DAMAGED' | 'GZIP_TRUNCATED';
}

const half = (text: Uint8Array): readonly [Uint8Array, Uint8Array] => {
  const middle = text.indexOf(0x0a, text.length >> 1) + 1;
  return [text.subarray(0, middle), text.subarray(middle)];
};

const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

function change(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at]! ^= 0x10;
  return changed;
}

/** A block of bgzip: a member with its own size in an extra field (SAM specification 4.1). */
function bgzipBlock(text: Uint8Array): Uint8Array {
  const member = gzipSync(text);
  const size = member.length + 8;
  const extra = Uint8Array.of(6, 0, 0x42, 0x43, 2, 0, (size - 1) & 255, (size - 1) >> 8);
  const head = member.slice(0, 10);
  head[3] = 4;
  return join(head, extra, member.subarray(10));
}

export const gzipFiles: readonly GzipFile[] = [
  { name: 'two members', make: (text) => join(...half(text).map((part) => gzipSync(part))) },
  {
    name: 'bgzip with its empty end block',
    make: (text) => join(...[...half(text), new Uint8Array()].map(bgzipBlock)),
  },
  { name: 'an empty member behind the text', make: (text) => join(gzipSync(text), gzipSync('')) },
  { name: 'zeros behind the text', make: (text) => join(gzipSync(text), new Uint8Array(512)) },
  {
    name: 'other bytes behind the text',
    make: (text) => join(gzipSync(text), Buffer.from('no gzip')),
    code: 'GZIP_DAMAGED',
  },
  { name: 'a flipped bit', make: (text) => change(gzipSync(text), gzipSync(text).length >> 1), code: 'GZIP_DAMAGED' },
  {
    name: 'a wrong check sum',
    make: (text) => change(gzipSync(text), gzipSync(text).length - 7),
    code: 'GZIP_DAMAGED',
  },
  { name: 'a wrong length', make: (text) => change(gzipSync(text), gzipSync(text).length - 3), code: 'GZIP_DAMAGED' },
  { name: 'a cut in the text', make: (text) => gzipSync(text).subarray(0, -200), code: 'GZIP_TRUNCATED' },
  { name: 'a cut in the check sum', make: (text) => gzipSync(text).subarray(0, -5), code: 'GZIP_TRUNCATED' },
  {
    name: 'a damaged second member',
    make: (text) => {
      const [first, second] = half(text);
      const packed = gzipSync(second);
      return join(gzipSync(first), change(packed, packed.length - 7));
    },
    code: 'GZIP_DAMAGED',
  },
];
