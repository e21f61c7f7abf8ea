import { type Mirna, parseMirna } from './mirna.ts';

/** A mature miRNA of miRBase 22. */
export interface KnownMirna extends Mirna {
  readonly accession: string;
  /**
   * Class of its family: 2 broadly conserved among vertebrates, 1 conserved among mammals, 0 and -1 poorly conserved.
   * Undefined where nobody has told: for zebrafish, fly and worm, and for miRNAs without a family of human, mouse or rat.
   */
  readonly conservation?: -1 | 0 | 1 | 2;
}

/** Loaded when asked for, so that programs which name no miRNA do not read them. */
const tables: Readonly<Record<string, () => Promise<{ readonly rows: string }>>> = {
  hsa: () => import('./known/human.ts'),
  mmu: () => import('./known/mouse.ts'),
  rno: () => import('./known/rat.ts'),
  dre: () => import('./known/zebrafish.ts'),
  dme: () => import('./known/fly.ts'),
  cel: () => import('./known/worm.ts'),
};

/** The codes of the species whose miRNAs are built in; the first is meant where a name says none. */
export const builtInSpecies: readonly string[] = Object.keys(tables);

const loaded = new Map<string, Promise<readonly KnownMirna[]>>();

/** All mature miRNAs of a species in the order of their names; none if the species is not built in. */
export function loadKnownMirnas(species: string): Promise<readonly KnownMirna[]> {
  const table = Object.hasOwn(tables, species) ? tables[species] : undefined;
  if (table === undefined) return Promise.resolve([]);
  const known = loaded.get(species) ?? table().then(({ rows }) => parseRows(rows, species));
  loaded.set(species, known);
  return known;
}

let all: Promise<readonly KnownMirna[]> | undefined;

/** The miRNAs of all species that are built in, human first. */
export function loadAllKnownMirnas(): Promise<readonly KnownMirna[]> {
  all ??= Promise.all(builtInSpecies.map(loadKnownMirnas)).then((lists) => lists.flat());
  return all;
}

function parseRows(rows: string, species: string): readonly KnownMirna[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [body, number, sequence, conservation] = row.split(' ') as [string, string, string, string | undefined];
      const accession = `MIMAT${number.padStart(7, '0')}`;
      return {
        ...parseMirna(`${species}-${body}`, sequence),
        accession,
        ...(conservation === undefined ? {} : { conservation: Number(conservation) as -1 | 0 | 1 | 2 }),
      };
    });
}
