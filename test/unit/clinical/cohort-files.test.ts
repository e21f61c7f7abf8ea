import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { clinicalColumn } from '../../../src/formats/clinical/clinical-columns.ts';
import { parseClinicalTable } from '../../../src/formats/clinical/clinical-table.ts';
import { readEvents } from '../../../src/formats/clinical/event-coding.ts';
import { parseExpressionMatrix } from '../../../src/formats/clinical/expression-matrix.ts';
import { tellScale } from '../../../src/formats/clinical/expression-scale.ts';
import { linkPatients } from '../../../src/formats/clinical/link-patients.ts';
import { readTimes } from '../../../src/formats/clinical/survival-times.ts';
import { parseBarcode } from '../../../src/formats/clinical/tcga-barcode.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const place = { file: 'clinical.tsv', option: 'event' };

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return `${error.code} ${error.place}`;
    throw error;
  }
  return undefined;
}

describe('clinical tables as they are downloaded', () => {
  it("reads cBioPortal's patients behind their lines of remarks, and points at lines of the file", () => {
    const text = [
      '#Patient Identifier\tOverall Survival (Months)\tOverall Survival Status',
      '#id\tmonths\tstatus',
      '#STRING\tNUMBER\tSTRING',
      '#1\t1\t1',
      'PATIENT_ID\tOS_MONTHS\tOS_STATUS',
      'MB-0000\t140.5\t0:LIVING',
      'MB-0002\t[Not Available]\t1:DECEASED',
    ].join('\n');
    const table = parseClinicalTable(bytes(text), 'data_clinical_patient.txt');
    expect(table.ids).toEqual(['MB-0000', 'MB-0002']);
    expect(table.columns.get('OS_MONTHS')).toEqual(['140.5', '']);
    expect(table.lines).toEqual([6, 7]);
    expect(codeOf(() => clinicalColumn(table, 'OS_MONTH', 'time'))).toBe('CLINICAL_COLUMN data_clinical_patient.txt:1');
  });

  it("counts the GDC's repeated rows once and refuses those that differ", () => {
    const head = 'case_submitter_id\tvital_status\tdays_to_death\n';
    const alike = `${head}TCGA-AA-0001\tDead\t12\nTCGA-AA-0001\tDead\t12\nTCGA-AA-0002\tAlive\t'--\n`;
    expect(parseClinicalTable(bytes(alike), 'clinical.tsv').columns.get('days_to_death')).toEqual(['12', '']);
    const differing = `${head}TCGA-AA-0001\tDead\t12\nTCGA-AA-0001\tDead\t13\n`;
    expect(codeOf(() => parseClinicalTable(bytes(differing), 'clinical.tsv'))).toBe(
      'CLINICAL_DUPLICATE_ID clinical.tsv:3:1',
    );
  });

  it('reads both parts of a series matrix of GEO, characteristics by their names', () => {
    const text = [
      '!Series_title\t"x"',
      '!Sample_geo_accession\t"GSM1"\t"GSM2"',
      '!Sample_characteristics_ch1\t"os months: 12"\t"event: 1"',
      '!Sample_characteristics_ch1\t"event: 0"\t"os months: 3"',
      '!series_matrix_table_begin',
      '"ID_REF"\t"GSM1"\t"GSM2"',
      '"LIFR"\t1.5\t2.5',
      '!series_matrix_table_end',
      '',
    ].join('\n');
    const clinical = parseClinicalTable(bytes(text), 'GSE1_series_matrix.txt');
    expect(clinical.columns.get('os months')).toEqual(['12', '3']);
    expect(clinical.columns.get('event')).toEqual(['0', '1']);
    const matrix = parseExpressionMatrix(bytes(text), 'GSE1_series_matrix.txt', { samples: new Set(clinical.ids) });
    expect([...matrix.values]).toEqual([1.5, 2.5]);
    const cut = text.slice(0, text.indexOf('!series_matrix_table_end'));
    expect(codeOf(() => parseClinicalTable(bytes(cut), 'cut.txt'))).toBe('SERIES_CUT cut.txt');
  });
});

describe('events', () => {
  const coded = (cells: string[], name: string, event?: string[]) => [
    ...readEvents(cells, name, place, { event }).events,
  ];

  it('are told by words, by the prefix of cBioPortal, and by 0 and 1 under the name of an event', () => {
    expect(coded(['0:LIVING', '1:DECEASED', ''], 'OS_STATUS')).toEqual([0, 1, Number.NaN]);
    expect(coded(['0:DiseaseFree', '1:Recurred/Progressed'], 'DFS_STATUS')).toEqual([0, 1]);
    expect(coded(['Alive', 'Dead'], 'vital_status')).toEqual([0, 1]);
    expect(coded(['TRUE', 'FALSE'], 'died')).toEqual([1, 0]);
    expect(coded(['0', '1'], 'rfs_event')).toEqual([0, 1]);
    expect(coded(['1', '0'], 'OS')).toEqual([1, 0]);
    expect(coded(['Living', 'Died of Disease', 'Died of Other Causes'], 'x', ['Died of Disease'])).toEqual([0, 1, 0]);
  });

  it('are asked for where 1 may mean alive, and where numbers or words do not say it', () => {
    expect(codeOf(() => coded(['0', '1'], 'overall_survival'))).toBe('EVENT_DIRECTION clinical.tsv');
    expect(codeOf(() => coded(['0', '1'], 'censorship'))).toBe('EVENT_DIRECTION clinical.tsv');
    expect(codeOf(() => coded(['1', '2'], 'status'))).toBe('EVENT_UNCLEAR clinical.tsv');
    expect(codeOf(() => coded(['0', '1'], 'group'))).toBe('EVENT_UNCLEAR clinical.tsv');
    expect(codeOf(() => coded(['Living', 'Lost to follow-up'], 'state'))).toBe('EVENT_UNCLEAR clinical.tsv');
    expect(codeOf(() => coded(['1', '2'], 'status', ['3']))).toBe('EVENT_VALUE clinical.tsv');
    expect(coded(['1', '2'], 'status', ['2'])).toEqual([0, 1]);
  });
});

describe('times', () => {
  it('have the unit that their name says, and negative ones are refused in their line', () => {
    expect(readTimes(['1', ''], 'OS_MONTHS', [2, 3], place).unit).toBe('months');
    expect(readTimes(['1'], 'OS.time', [2], place).unit).toBe('days');
    expect(readTimes(['1'], 'mfs_years', [2], place).unit).toBe('years');
    expect(readTimes(['1'], 'time', [2], place).unit).toBeUndefined();
    expect(codeOf(() => readTimes(['1', '-3'], 'time', [2, 7], place))).toBe('TIME_NEGATIVE clinical.tsv:7');
  });
});

describe('matrices', () => {
  it('tell samples from genes by ids that are known, either way round', () => {
    const wide = 'Hugo_Symbol\tEntrez_Gene_Id\tP1\tP2\nLIFR\t3977\t1\t2\nYAP1\t10413\t3\tNA\n';
    const long = 'patient\tLIFR\tYAP1\tage\tsite\nP1\t1\t3\t50\tleft\nP2\t2\tNA\t60\tright\n';
    const samples = new Set(['P1', 'P2']);
    const a = parseExpressionMatrix(bytes(wide), 'wide.tsv', { samples });
    const b = parseExpressionMatrix(bytes(long), 'long.tsv', { samples, clinical: ['age'] });
    expect(a.geneIds).toEqual(b.geneIds);
    expect([...a.values]).toEqual([...b.values]);
    expect([...b.clinical]).toEqual([
      ['age', ['50', '60']],
      ['site', ['left', 'right']],
    ]);
    expect(codeOf(() => parseExpressionMatrix(bytes(wide), 'wide.tsv', { samples: new Set(['X1']) }))).toBe(
      'EXPRESSION_NO_SAMPLES wide.tsv',
    );
  });

  it('keep of a gene in several rows that of the highest mean, and say so', () => {
    const text = 'Hugo_Symbol\tP1\tP2\nLIFR\t1\t2\nLIFR\t5\t6\n';
    const { geneIds, values, notes } = parseExpressionMatrix(bytes(text), 'm.tsv', { samples: new Set(['P1']) });
    expect(geneIds).toEqual(['LIFR']);
    expect([...values]).toEqual([5, 6]);
    expect(notes.join()).toContain('1 rows name a gene that has another');
  });

  it('tell their scale', () => {
    const scaleOf = (...values: number[]) => tellScale(Float64Array.from(values), values.length / 4, 4).scale;
    expect(scaleOf(0, 10, 2000, 20.47)).toBe('counts');
    expect(scaleOf(0.5, 10.2, 2000.7, 20.47)).toBe('normalized');
    expect(scaleOf(0, 5.5, 12.1, 8)).toBe('log2');
    expect(scaleOf(-1.2, 1.2, 0.4, -0.4)).toBe('z-scores');
    expect(scaleOf(-2.1, 9.3, 4, 5)).toBe('log2');
    expect(scaleOf(-0.1, 0.1, 0.2, -0.1)).toBe('log-ratios');
  });
});

describe('patients and samples', () => {
  it("meet by TCGA's barcodes at the primary tumor; what stands alone is counted", () => {
    const samples = ['TCGA-AA-0001-11A', 'TCGA.AA.0001.01B', 'TCGA-AA-0001-01A', 'TCGA-AA-0003-01A'];
    const {
      rows,
      samples: found,
      notes,
    } = linkPatients(samples, ['TCGA-AA-0001', 'TCGA-AA-0002'], { matrix: 'm', clinical: 'c' });
    expect(rows).toEqual([0]);
    expect(found).toEqual([2]);
    expect(notes.join()).toContain('1 of 2 patients have no expression (TCGA-AA-0002)');
    expect(codeOf(() => linkPatients(['a'], ['b'], { matrix: 'm', clinical: 'c' }))).toBe('COHORT_NO_PATIENTS c');
  });

  it('are tumors and normal tissue by their type', () => {
    expect(parseBarcode('TCGA-A7-A13D-01A-13R-A12P-07')).toMatchObject({
      patient: 'TCGA-A7-A13D',
      tissue: 'tumor',
      type: '01',
    });
    expect(parseBarcode('TCGA-BH-A0DK-11A')?.tissue).toBe('normal');
    expect(parseBarcode('TCGA-BH-A0DK-20A')?.tissue).toBeUndefined();
    expect(parseBarcode('GSM1')).toBeUndefined();
  });
});
