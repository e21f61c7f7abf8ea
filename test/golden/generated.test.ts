import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath, whyShared } from '../shared.ts';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** What the generator prints, given the files it reads. */
const generate = (generator: string, ...args: string[]) =>
  execFileSync(process.execPath, [source(generator), ...args], { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: 'pipe' });

const committed = (path: string) => readFileSync(source(path), 'utf8');

// What is generated while building (wasm/generated, mirna/duplex/assembly/generated) is not committed, so it cannot grow old; the
// histograms of the dispersion prior are drawn again in unit/stats, where the exact tables are computed again as well; the priors of
// the ranking are fitted again in slow.
describe.skipIf(!hasShared)(
  `committed generated code is what its generator makes of the public data${whyShared}`,
  () => {
    it('the energies of Turner 1999', () => {
      const parameters = sharedPath('data/energy_turner1999/rna_turner1999.par');
      expect(generate('mirna/duplex/generate-turner1999.mjs', parameters)).toBe(
        committed('mirna/duplex/turner1999.ts'),
      );
    });

    it('the energies of Turner 2004, but not of a file with damaged numbers', () => {
      const parameters = sharedPath('data/energy_turner1999/rna_turner2004.par');
      const generator = 'mirna/folding/generate-turner2004.mjs';
      expect(generate(generator, parameters)).toBe(committed('mirna/folding/turner2004.ts'));
      const folder = mkdtempSync(join(tmpdir(), 'seedrank-energies-'));
      try {
        const text = readFileSync(parameters, 'utf8');
        for (const [number, damaged, told] of [
          ['-330  -340', '-33o  -340', 'stack: -33o'],
          ['INF   380   280', 'INF   3.80   280', 'bulge: 3.80'],
          ['0     930    3000', '0    3000', 'ML_params: 5 numbers'],
          ['CUUCGG     370', 'CUUCGG     x', 'Tetraloops: x'],
        ] as const) {
          expect(text).toContain(number);
          const file = join(folder, 'damaged.par');
          writeFileSync(file, text.replace(number, damaged));
          expect(() => generate(generator, file)).toThrow(told);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('the miRNAs of conserved families', () => {
      const mature = sharedPath('data/mirbase/hsa_mature.fa.gz');
      const families = sharedPath('data/targetscan_family/Human_miR_Family_Info_8.0.txt.gz');
      const text = generate('mirna/families/generate-families.mjs', mature, families);
      expect(text).toBe(committed('mirna/families/conserved-families.ts'));
    });

    it.each(['ids', 'aliases'])('the human genes, %s', (part) => {
      const text = generate('genes/generate-human-genes.mjs', part, sharedPath('data/human_genes/human_genes.tsv.gz'));
      expect(text === committed(`genes/human-gene-${part}.ts`)).toBe(true);
    });

    it.each([
      ['hsa', 'known/human.ts'],
      ['mmu', 'known/mouse.ts'],
      ['rno', 'known/rat.ts'],
      ['dre', 'known/zebrafish.ts'],
      ['dme', 'known/fly.ts'],
      ['cel', 'known/worm.ts'],
      ['species', 'mirbase-species.ts'],
    ])('the miRNAs of miRBase, %s', (code, file) => {
      const mature = sharedPath('data/mirbase/mature.fa.gz');
      const families = sharedPath('data/targetscan_family/miR_Family_Info.ts8_all_species.txt.gz');
      const text = generate('mirna/families/generate-known-mirnas.mjs', code, mature, families);
      expect(text === committed(`mirna/families/${file}`), file).toBe(true);
    });

    it('the sets of Hippo signaling', () => {
      const [wikiPathways, others] = ['wikipathways_hippo.gmt', 'hippo_yap.gmt'].map((file) =>
        sharedPath(`data/gene_sets/${file}`),
      );
      const text = generate('enrichment/known-sets/generate-hippo-sets.mjs', wikiPathways!, others!);
      expect(text).toBe(committed('enrichment/known-sets/known/hippo.ts'));
    });

    it.each(['terms', 'genes'])('the Gene Ontology, %s', (part) => {
      const sets = sharedPath('data/gene_sets/go_human_2022-07.gmt.gz');
      const text = generate('enrichment/known-sets/generate-go-sets.mjs', part, sets);
      expect(text === committed(`enrichment/known-sets/known/go-${part}.ts`)).toBe(true);
    });
  },
);

const libm = '/lib/x86_64-linux-gnu/libm.so.6';
const hasLibm = existsSync(libm);

describe.skipIf(!hasLibm)(
  `the exact tables are those of glibc${hasLibm ? '' : ` (skipped: ${libm} is absent)`}`,
  () => {
    it.each(['log', 'exp', 'power'])('%s', (kind) => {
      expect(generate('stats/math/generate-exact-tables.mjs', kind, libm)).toBe(
        committed(`stats/math/exact-${kind}-table.ts`),
      );
    });
  },
);
