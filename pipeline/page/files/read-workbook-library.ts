import readXlsx from 'read-excel-file/browser';

/** The reader of workbooks with the signature that it has for Node.js. */
function readWorkbook(bytes: Uint8Array<ArrayBuffer>) {
  return readXlsx(new Blob([bytes]));
}

// biome-ignore lint/style/noDefaultExport: it stands for a library that has one
export { readWorkbook as default };
