/** What databases call a species; undefined where they do not have it. */
export interface Species {
  /** `Homo sapiens` */
  readonly name: string;
  /** In the addresses of TargetScan for vertebrates. */
  readonly targetScan?: string | undefined;
}

interface Known extends Species {
  /** Of miRBase names. */
  readonly mirna: string;
  /** Of Ensembl gene ids. */
  readonly ensembl: RegExp;
}

const KNOWN: readonly Known[] = [
  { name: 'Homo sapiens', targetScan: 'Human', mirna: 'hsa', ensembl: /^ENSG\d/ },
  { name: 'Mus musculus', targetScan: 'Mouse', mirna: 'mmu', ensembl: /^ENSMUSG\d/ },
  { name: 'Rattus norvegicus', targetScan: 'Rat', mirna: 'rno', ensembl: /^ENSRNOG\d/ },
  { name: 'Macaca mulatta', targetScan: 'Rhesus', mirna: 'mml', ensembl: /^ENSMMUG\d/ },
  { name: 'Pan troglodytes', targetScan: 'Chimpanzee', mirna: 'ptr', ensembl: /^ENSPTRG\d/ },
  { name: 'Bos taurus', targetScan: 'Cow', mirna: 'bta', ensembl: /^ENSBTAG\d/ },
  { name: 'Canis lupus familiaris', targetScan: 'Dog', mirna: 'cfa', ensembl: /^ENSCAFG\d/ },
  { name: 'Gallus gallus', targetScan: 'Chicken', mirna: 'gga', ensembl: /^ENSGALG\d/ },
  { name: 'Xenopus tropicalis', targetScan: 'Frog', mirna: 'xtr', ensembl: /^ENSXETG\d/ },
  { name: 'Danio rerio', mirna: 'dre', ensembl: /^ENSDARG\d/ },
  { name: 'Drosophila melanogaster', mirna: 'dme', ensembl: /^FBgn\d/ },
  { name: 'Caenorhabditis elegans', mirna: 'cel', ensembl: /^WBGene\d/ },
];

/** Whose genes these are: told by their ids, else by the name of the miRNA; undefined where neither tells. */
export function speciesOf(geneIds: readonly string[], mirna: string | undefined): Species | undefined {
  const first = geneIds[0] ?? '';
  const found =
    KNOWN.find(({ ensembl }) => ensembl.test(first)) ??
    KNOWN.find((one) => mirna?.startsWith(`${one.mirna}-`) === true);
  return found && { name: found.name, ...(found.targetScan ? { targetScan: found.targetScan } : {}) };
}
