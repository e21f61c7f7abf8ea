import readWorkbook from 'read-excel-file/browser';

/** The reader of workbooks with the signature that it has for Node.js. */
export default (bytes: Uint8Array<ArrayBuffer>) => readWorkbook(new Blob([bytes]));
