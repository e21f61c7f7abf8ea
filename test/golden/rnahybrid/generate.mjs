// Makes the cases of this folder: random sequences (seeded), and what RNAhybrid prints for them.
// Usage: node test/golden/rnahybrid/generate.mjs   (needs RNAhybrid 2.1.2 on the path)
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
let state = 20261122;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};
const sequence = (length, letters) =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
const complement = { A: 'U', C: 'G', G: 'C', U: 'A' };

const mirnas = [17, 20, 21, 22, 23, 24, 26, 30].map((length, k) => [`mir${k}`, sequence(length, 'ACGU')]);
/** A target with an imperfect complement of a miRNA in its middle. */
function planted(mirna, length) {
  let site = '';
  for (const letter of [...mirna].reverse()) {
    if (random() < 0.08) continue;
    if (random() < 0.08) site += sequence(1 + Math.floor(random() * 3), 'ACGU');
    site += random() < 0.08 ? sequence(1, 'ACGU') : complement[letter];
  }
  return sequence(length, 'ACGU') + site + sequence(length, 'ACGU');
}
const targets = Array.from({ length: 32 }, (_, k) => {
  const length = 15 + Math.floor(random() * 260);
  const kinds = [
    () => sequence(length, 'ACGU'),
    () => sequence(length, 'AAUUUCG'),
    () => sequence(length, 'ACGUACGUACGUN'),
    () => planted(mirnas[k % mirnas.length][1], Math.floor(length / 2)),
  ];
  return [`utr${k}`, kinds[k % kinds.length]()];
});

const fasta = (records) => records.map(([id, text]) => `>${id}\n${text.replace(/.{70}/g, '$&\n').trim()}\n`).join('');
writeFileSync(here('targets.fa'), fasta(targets));
writeFileSync(here('mirnas.fa'), fasta(mirnas));

const cases = {
  default: ['-s', '3utr_human'],
  helix: ['-s', '3utr_human', '-f', '2,7'],
  'helix-3-8': ['-s', '3utr_human', '-f', '3,8'],
  'worm-limits': ['-s', '3utr_worm', '-u', '3', '-v', '2'],
  hits: ['-s', '3utr_fly', '-b', '4', '-e', '-9'],
  'hits-helix': ['-s', '3utr_human', '-b', '3', '-f', '2,6', '-p', '0.9'],
};
for (const [name, flags] of Object.entries(cases)) {
  const files = ['-t', here('targets.fa'), '-q', here('mirnas.fa')];
  const output = execFileSync('RNAhybrid', [...flags, '-c', '-m', '10000', '-n', '40', ...files]);
  writeFileSync(here(`${name}.txt.gz`), gzipSync(output, { level: 9 }));
  console.log(name, output.toString().split('\n').length - 1);
}
