import * as math from '../../../src/stats/math/portable.ts';

// SHA-256 (FIPS 180-4), since browsers have it as a promise only.

const K = Uint32Array.from(primes(64), (p) => fraction(math.cbrt(p)));
const H = Uint32Array.from(primes(8), (p) => fraction(Math.sqrt(p)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point. */
function fraction(x: number): number {
  return Math.floor((x - Math.floor(x)) * 2 ** 32);
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** Takes in whole blocks of 64 bytes. */
function compress(state: Uint32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const w = new Int32Array(64);
  for (let at = 0; at + 64 <= bytes.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const p = w[i - 15]!;
      const q = w[i - 2]!;
      const first = turn(p, 7) ^ turn(p, 18) ^ (p >>> 3);
      const second = turn(q, 17) ^ turn(q, 19) ^ (q >>> 10);
      w[i] = w[i - 16]! + first + w[i - 7]! + second;
    }
    let a = state[0]! | 0;
    let b = state[1]! | 0;
    let c = state[2]! | 0;
    let d = state[3]! | 0;
    let e = state[4]! | 0;
    let f = state[5]! | 0;
    let g = state[6]! | 0;
    let h = state[7]! | 0;
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i]! += value;
  }
}

/** The rest of a text with its padding and its length in bits. */
function lastBlocks(rest: Uint8Array, length: number): Uint8Array {
  const padded = new Uint8Array(rest.length < 56 ? 64 : 128);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(padded.length - 4, length << 3);
  return padded;
}

interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(encoding: 'hex' | 'base64'): string;
}

/** node:crypto's hash, of which the page needs one. */
export function createHash(algorithm: 'sha256'): Hash {
  if (algorithm !== 'sha256') throw new Error(`the page has no ${algorithm}`);
  const state = H.slice();
  let length = 0;
  let rest: Uint8Array = new Uint8Array();
  const hash: Hash = {
    update(data) {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      length += bytes.length;
      const all = new Uint8Array(rest.length + bytes.length);
      all.set(rest);
      all.set(bytes, rest.length);
      const whole = all.length & ~63;
      compress(state, all.subarray(0, whole));
      rest = all.subarray(whole);
      return hash;
    },
    digest(encoding) {
      compress(state, lastBlocks(rest, length));
      const digest = new Uint8Array(32);
      const view = new DataView(digest.buffer);
      for (const [i, value] of state.entries()) view.setUint32(4 * i, value);
      if (encoding === 'base64') return btoa(String.fromCharCode(...digest));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
  return hash;
}
