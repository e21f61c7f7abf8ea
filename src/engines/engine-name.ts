/** What can test a contrast: DESeq2, four ways of edgeR, three of limma. */
export type EngineName =
  | 'deseq2'
  | 'edger-ql'
  | 'edger-ql-legacy'
  | 'edger-lrt'
  | 'edger-exact'
  | 'limma-voom'
  | 'limma-trend'
  | 'voomlmfit';
