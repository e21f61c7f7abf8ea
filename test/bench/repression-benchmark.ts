/** Benchmarks B and H: fold change from sequence, each miRNA judged by a model that has not seen its family. */
import { readHek, readUtrTransfections, type Transfection } from './repression-data.ts';
import { explained, fitLeavingOut, predict, withTargetScan } from './repression-fit.ts';

const byType: Readonly<Record<string, number>> = { '8mer': 0.31, '7mer-m8': 0.161, '7mer-A1': 0.099, '6mer': 0.05 };

export async function benchRepression(print: (text: string) => void): Promise<void> {
  const hek = await readHek();
  const utrs = await readUtrTransfections();
  const judged = [...hek, ...utrs.filter(({ cells }) => cells === 'HCT116' || cells === 'HeLa')];
  const models = fitLeavingOut([...hek, ...utrs], judged);
  const types = ({ sites }: Transfection) =>
    Float64Array.from(sites, (own) =>
      own.reduce((sum, { type, region }) => sum - (region === 'utr' ? byType[type]! : 0), 0),
    );
  const own = (one: Transfection) => predict(one, models.get(one.seed)!);
  const row = (name: string, set: readonly Transfection[], score: (one: Transfection) => Float64Array) => {
    const each = set.map((one) => explained(score(one), one.change));
    const mean = each.reduce((sum, x) => sum + x, 0) / each.length;
    print(`  ${name.padEnd(44)}${mean.toFixed(4)}   ${each.map((x) => x.toFixed(3)).join(' ')}`);
  };
  print("\nB. Fold change from about 1,000 real 3' UTRs, mean r2 over miRNAs, the family left out");
  for (const cells of ['HCT116', 'HeLa'] as const) {
    const set = judged.filter((one) => one.cells === cells);
    print(`${cells}: ${set.length} miRNAs`);
    row('site types (Grimson et al.)', set, types);
    row('context++ without accessibility and PCT', set, ({ targetScan }) => targetScan);
    row('expected change', set, own);
  }
  print(`\nH. HEK293FT with coding sites and lengths: ${hek.map(({ mirna }) => mirna).join(', ')}`);
  const withoutCoding = (one: Transfection): Transfection => ({
    ...one,
    sites: one.sites.map((sites) => sites.filter(({ region }) => region === 'utr')),
  });
  row("site types, 3' UTR (Grimson et al.)", hek, types);
  row('TargetScan 7', hek, ({ targetScan }) => targetScan);
  row("expected change, 3' UTR sites alone", hek, (one) => own(withoutCoding(one)));
  row('expected change', hek, own);
  row('expected change and TargetScan 7', hek, (one) => withTargetScan(hek, models, one));
}
