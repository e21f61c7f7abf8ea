import { decodeBase64 } from '../../text/base64.ts';
import type { SetCollection } from './set-collection.ts';

const ASPECTS: Readonly<Record<string, string>> = { B: 'BP', M: 'MF', C: 'CC' };

/** The terms of the Gene Ontology out of the form that `generate-go-sets.mjs` gives them. */
export function readGoSets(
  terms: string,
  genes: { readonly symbols: string; readonly members: string },
): SetCollection {
  const symbols = genes.symbols.trim().split(' ');
  const rows = terms.trim().split('\n');
  const { members, ends } = readMembers(decodeBase64(genes.members.trim()), rows.length, symbols.length);
  const sets = rows.map((row, set) => {
    const space = row.indexOf(' ');
    return {
      name: `GO:${row.slice(0, space - 1).padStart(7, '0')}`,
      description: `${row.slice(space + 1)} [${ASPECTS[row[space - 1]!]}]`,
      members: members.subarray(set === 0 ? 0 : ends[set - 1], ends[set]),
    };
  });
  return { name: 'go', source: 'Gene Ontology of 2022-07-01 (human)', symbols, sets };
}

/** The genes of each set, one after the other: what earlier sets have and further genes. */
function readMembers(
  bytes: Uint8Array,
  sets: number,
  genes: number,
): { readonly members: Uint16Array; readonly ends: Uint32Array } {
  const ends = new Uint32Array(sets);
  /** The last set that a gene was put into. */
  const lastSet = new Int32Array(genes).fill(-1);
  let members = new Uint16Array(1 << 21);
  let at = 0;
  let size = 0;
  const readNumber = (): number => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  };
  for (let set = 0; set < sets; set++) {
    if (size + genes > members.length) {
      const larger = new Uint16Array(2 * members.length);
      larger.set(members);
      members = larger;
    }
    for (let count = readNumber(), part = 0; count > 0; count--) {
      part += readNumber();
      const end = ends[part]!;
      for (let i = part === 0 ? 0 : ends[part - 1]!; i < end; i++) {
        const gene = members[i]!;
        if (lastSet[gene] === set) continue;
        lastSet[gene] = set;
        members[size++] = gene;
      }
    }
    for (let count = readNumber(), gene = 0; count > 0; count--) {
      gene += readNumber();
      if (lastSet[gene] === set) continue;
      lastSet[gene] = set;
      members[size++] = gene;
    }
    ends[set] = size;
  }
  return { members: members.slice(0, size), ends };
}
