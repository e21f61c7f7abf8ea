import { mirbaseSpecies } from './mirbase-species.ts';

/** A species of miRBase. */
export interface MirnaSpecies {
  /** The prefix of its names, lower case: `hsa`. */
  readonly code: string;
  /** `Homo sapiens`. */
  readonly name: string;
  readonly isPlant: boolean;
}

const english: Readonly<Record<string, string>> = {
  hsa: 'human',
  mmu: 'mouse',
  rno: 'rat',
  dre: 'zebrafish',
  dme: 'fly',
  cel: 'worm',
};

let byCode: ReadonlyMap<string, MirnaSpecies> | undefined;

/** The species of miRBase by their codes. */
export function knownSpecies(): ReadonlyMap<string, MirnaSpecies> {
  byCode ??= new Map(
    mirbaseSpecies
      .trim()
      .split('\n')
      .map((row) => {
        const [code, kind, ...name] = row.split(' ') as [string, string, ...string[]];
        return [code, { code, name: name.join(' '), isPlant: kind === 'plant' }];
      }),
  );
  return byCode;
}

/** A species in words, by its code: `human`, `Sus scrofa`; the code itself where miRBase has no such species. */
export function nameSpecies(code: string): string {
  return (Object.hasOwn(english, code) ? english[code] : undefined) ?? knownSpecies().get(code)?.name ?? code;
}
