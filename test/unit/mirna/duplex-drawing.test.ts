import { describe, expect, it } from 'vitest';
import { drawDuplex } from '../../../src/mirna/duplex/duplex-drawing.ts';
import { hybridize } from '../../../src/mirna/duplex/duplex-recursion.ts';
import { duplexSvg } from '../../../src/mirna/duplex/duplex-svg.ts';
import { encodeBases } from '../../../src/mirna/sequences/nucleotides.ts';

const target = encodeBases('GGAGUCAUACAGCAACCAAAGACC');
const query = encodeBases('UCUUUGGUUAUCUAGCUGUAUGA').reverse();
const duplex = hybridize(target, query);
const drawing = drawDuplex(target, query, duplex.pairs);

describe('drawDuplex', () => {
  it('shows both strands whole where they pair, one target base on each side', () => {
    // Printed by RNAhybrid -c for these two sequences.
    const lines = [drawing.targetUnpaired, drawing.targetPaired, drawing.mirnaPaired, drawing.mirnaUnpaired];
    expect([...lines, drawing.position]).toEqual([
      'G                       C',
      ' UCAUACAGC     AACCAAAGA ',
      ' AGUAUGUCG     UUGGUUUCU ',
      '          AUCUA          ',
      4,
    ]);
  });

  it('draws nothing where nothing binds', () => {
    expect(drawDuplex(target, query, [])).toMatchObject({ targetPaired: '', position: 0 });
  });
});

describe('duplexSvg', () => {
  const svg = duplexSvg(drawing, { target: "3'UTR <1>", mirna: 'hsa-miR-9-5p', energy: duplex.energy });

  it('holds each letter once, a bond for each pair and a title with escaped names', () => {
    const letters = [...svg.matchAll(/<text[^>]*>([ACGUN])<\/text>/g)].map(([, letter]) => letter);
    const drawn = [drawing.targetUnpaired, drawing.targetPaired, drawing.mirnaPaired, drawing.mirnaUnpaired].join('');
    expect(letters.sort().join('')).toBe([...drawn.replaceAll(' ', '')].sort().join(''));
    expect(svg.match(/<(line|circle) /g)).toHaveLength(duplex.pairs.length);
    expect(svg).toContain("<title>3'UTR &lt;1&gt; and hsa-miR-9-5p, ");
  });
});
