/** A barcode of The Cancer Genome Atlas, as far as it goes: of a patient, a sample, or an aliquot. */
export interface TcgaBarcode {
  /** `TCGA-A7-A13D`. */
  readonly patient: string;
  /** Sample type and vial, `01A`; undefined in the barcode of a patient. */
  readonly sample: string | undefined;
  /** `tumor` of types 01 to 09, `normal` of 10 to 14; undefined of controls and in the barcode of a patient. */
  readonly tissue: 'tumor' | 'normal' | undefined;
  /** The two digits of the sample's type: 01 primary solid tumor, 06 metastatic, 11 solid tissue normal. */
  readonly type: string | undefined;
}

const BARCODE = /^(TCGA[-.][A-Z0-9]{2}[-.][A-Z0-9]{4})(?:[-.](\d\d)([A-Z]?)(?:[-.][A-Z0-9.-]*)?)?$/i;

/**
 * Reads a barcode (`TCGA-A7-A13D-01A-13R-A12P-07`; dots for dashes, as R's `make.names` leaves them); undefined where the text
 * is none. Source: GDC Encyclopedia, "TCGA Barcode" and "Sample Type Codes".
 */
export function parseBarcode(text: string): TcgaBarcode | undefined {
  const match = BARCODE.exec(text.trim());
  if (match === null) return undefined;
  const [, patient = '', type, vial = ''] = match;
  const code = type === undefined ? Number.NaN : Number(type);
  const tissue = code >= 1 && code <= 9 ? 'tumor' : code >= 10 && code <= 14 ? 'normal' : undefined;
  return {
    patient: patient.toUpperCase().replaceAll('.', '-'),
    sample: type === undefined ? undefined : `${type}${vial.toUpperCase()}`,
    tissue,
    type,
  };
}
