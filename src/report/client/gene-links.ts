/** Links from a gene to what databases know of it. The reader opens them, the page never does. Runs before the card. */
import type { ReportPayload } from '../tables/payload.ts';

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;

/** The global `geneLinks`. */
export interface GeneLinks {
  /** Of a gene with this id and symbol, which may be empty. */
  of(id: string, symbol: string): HTMLElement[];
}

function addressOfEnsembl(id: string, name: string): string {
  const bare = id.replace(/\.\d+$/, '');
  if (/^ENS[A-Z]*G\d+$/.test(bare)) return `https://www.ensembl.org/id/${bare}`;
  return `https://www.ensembl.org/Multi/Search/Results?q=${encodeURIComponent(name)}`;
}

function addressOfNcbi(id: string, symbol: string): string {
  if (/^\d+$/.test(id)) return `https://www.ncbi.nlm.nih.gov/gene/${id}`;
  const organism = payload.species ? ` AND "${payload.species.name}"[orgn]` : '';
  const term = symbol === '' || symbol === id ? id.replace(/\.\d+$/, '') : `${symbol}[sym]`;
  return `https://www.ncbi.nlm.nih.gov/gene/?term=${encodeURIComponent(term + organism)}`;
}

function addressOfTargetScan(name: string): string | undefined {
  const species = payload.species?.targetScan;
  if (species === undefined) return undefined;
  const fields = new URLSearchParams({ species, gid: name, mir_sc: '', mir_c: '', mir_nc: '', mir_vnc: '', mirg: '' });
  return `https://www.targetscan.org/cgi-bin/targetscan/vert_80/targetscan.cgi?${fields}`;
}

function link(text: string, address: string): HTMLElement {
  const element = document.createElement('a');
  element.textContent = text;
  element.href = address;
  element.target = '_blank';
  element.rel = 'noopener noreferrer';
  return element;
}

const geneLinksInPage: GeneLinks = {
  of(id, symbol) {
    const name = symbol === '' ? id : symbol;
    const targetScan = addressOfTargetScan(name);
    return [
      link('Ensembl', addressOfEnsembl(id, name)),
      link('NCBI Gene', addressOfNcbi(id, symbol)),
      ...(targetScan === undefined ? [] : [link('TargetScan', targetScan)]),
    ];
  },
};
Object.assign(globalThis, { geneLinks: geneLinksInPage });
