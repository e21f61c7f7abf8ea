import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInput } from '../../pipeline/files/open-input.ts';
import { streamFasta } from '../../src/formats/sequences/fasta.ts';
import { conservedMirnas, groupByFamily } from '../../src/mirna/families/families.ts';
import { reverseComplement } from '../../src/mirna/sequences/nucleotides.ts';
import { createUtrScanner, type NamedSeed, type Utr } from '../../src/mirna/sites/utr-scanner.ts';
import { least, lengthOf, MIRNA, report, type TargetWork, writeFasta } from './target-data.ts';

/** Seed scans from memory and from FASTA, and beside them Perl. */
export async function benchSites({ base, all, folder, isQuick }: TargetWork): Promise<void> {
  const nt = lengthOf(all);
  const utrs: Utr[] = all.map(({ id, sequence }) => ({ id, sequence: Buffer.from(sequence) }));
  const scanAll = (mirnas: NamedSeed | readonly NamedSeed[]) => () => {
    const scan = createUtrScanner(mirnas);
    let sites = 0;
    for (const utr of utrs) sites += scan(utr).length;
    return sites;
  };
  report('sites of one miRNA, from memory', await least(7, scanAll(MIRNA)), nt, 'wanted: 30 Mnt in 0.2 s');
  const families = groupByFamily(conservedMirnas());
  const seconds = await least(5, scanAll(families));
  report(`sites of all ${families.length} families, from memory`, seconds, nt, 'wanted: 30 Mnt in 1 s');
  const fasta = join(folder, 'utrs.fa');
  writeFasta(fasta, all);
  const fromFile = async () => {
    const scan = createUtrScanner(MIRNA);
    for await (const record of streamFasta(openInput(fasta))) scan(record);
  };
  report('sites of one miRNA, with reading FASTA', await least(5, fromFile), nt, 'wanted: 30 Mnt in 0.5 s');
  if (spawnSync('perl', ['-v']).error) return console.log('  perl is not installed');
  const some = base.slice(0, isQuick ? 20 : 60);
  const perl = await least(2, () => searchWithPerl(some, families, folder));
  const times = perl / lengthOf(some) / (seconds / nt);
  report(
    '  Perl, four patterns a family, nothing else',
    perl,
    lengthOf(some),
    `we are ${times.toFixed(0)} times as fast`,
  );
}

/**
 * The least that TargetScan's Perl program must do, as its script is not here: for every family and 3' UTR, match the four
 * patterns with gaps allowed between bases.
 */
function searchWithPerl(utrs: TargetWork['all'], families: readonly NamedSeed[], folder: string): void {
  const gapped = (site: string) => site.split('').join('-*').replaceAll('U', '[TU]');
  const patterns = families.flatMap(({ seed }) => {
    const match = reverseComplement(seed);
    return [match.slice(1), `${match.slice(1)}A`, match, `${match}A`].map(gapped);
  });
  const [patternFile, utrFile] = [join(folder, 'patterns.txt'), join(folder, 'utrs.txt')];
  writeFileSync(patternFile, `${patterns.join('\n')}\n`);
  writeFileSync(utrFile, utrs.map(({ sequence }) => `${sequence}\n`).join(''));
  const program = `open P, shift; @p = map { chomp; qr/$_/i } <P>; open U, shift; @u = <U>;
    for $p (@p) { for (@u) { while (/$p/g) { $n++; pos() = $+[0] - 1 } } } print $n`;
  execFileSync('perl', ['-e', program, patternFile, utrFile]);
}
