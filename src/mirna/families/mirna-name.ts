/** A name of a miRNA in its parts. */
export interface MirnaName {
  /** Prefix of the species in lower case; undefined where the name has none. */
  readonly species: string | undefined;
  /** The rest in one spelling: lower case, no hyphen after `mir` or `let`, hyphens elsewhere (`mir9-5p`, `let7a`). */
  readonly body: string;
}

const HYPHENS = /[\u2010-\u2015\u2212\s_.]+/g;
const PREFIX = /^(?!mir-|let-|lin-|lsy-)([a-z][a-z0-9]{2,6})-(?=(?:mir|micro|let|lin|lsy|bantam|iab))/;

/** Takes a name apart: `hsa-miR-9-5p`, `MIR9`, `microRNA 9`, `hsa.miR.9.5p` (as R writes it), `MIRLET7A1`. */
export function parseName(name: string): MirnaName {
  const spelled = name.trim().toLowerCase().replace(HYPHENS, '-');
  const species = PREFIX.exec(spelled)?.[1];
  const rest = species === undefined ? spelled : spelled.slice(species.length + 1);
  const body = rest
    .replace(/^(?:microrna|mirna)-?/, 'mir')
    .replace(/^mir-?let/, 'let')
    .replace(/^(mir|let)-/, '$1');
  return { species, body };
}

/** A body without its arm: `mir9-5p` -> `mir9`. */
export function stemOf(body: string): string {
  return body.replace(/-[35]p$/, '');
}

/** A copy of a gene, by its hairpin (`mir9-1`, `mir103a1`), maybe with an arm. */
export interface CopyName {
  /** The body without the copy: `mir9`, `mir9-5p`. */
  readonly body: string;
  /** The body of the copy itself: `mir9-1`. */
  readonly own: string;
  readonly hasArm: boolean;
}

/** Reads a body as that of one copy of a gene; undefined where it names none. */
export function parseCopy(body: string): CopyName | undefined {
  const found = /^((?:mir|let)\d+(?:[a-z]+(?=\d)|[a-z]*-))(\d+)(-[35]p)?$/.exec(body);
  if (found === null) return undefined;
  const [, start, number, arm = ''] = found;
  const stem = start!.replace(/-$/, '');
  return { body: stem + arm, own: `${stem}-${number}${arm}`, hasArm: arm !== '' };
}

/** Whether a body is that of a member, told by a letter, of what is wanted: `mir200a-3p` of `mir200` and `mir200-3p`. */
export function isMember(body: string, wanted: string): boolean {
  const parts = /^((?:mir|let)\d+)(-[35]p)?$/.exec(wanted);
  if (parts === null) return false;
  const [, stem, arm = ''] = parts;
  return body.startsWith(stem!) && /^[a-z]/.test(body.slice(stem!.length)) && body.endsWith(arm);
}
