import { styleSheet } from '../../src/report/style-sheet.ts';

/** The style of the page: that of its reports, and what a form needs beside it. */
export const pageStyle: string = `${styleSheet}
main{padding-bottom:5rem}
.lead{max-width:46em;color:var(--muted)}
section[hidden]{display:none}
.drop{border:2px dashed var(--axis);border-radius:.6rem;padding:1.4rem;background:var(--panel)}
.drop.over{border-color:var(--blue)}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin:.8rem 0}
button,.file-button,select,input,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.35rem .8rem}
button,.file-button{cursor:pointer;color:var(--link)}
.file-button input{position:absolute;opacity:0;width:1px;height:1px}.file-button:focus-within{outline:2.5px solid var(--blue);outline-offset:2px}
button.main{background:var(--link);color:var(--paper);border-color:var(--link);font-weight:650}
button:disabled{opacity:.5;cursor:default}
.given{list-style:none;padding:0;max-width:52em}.given li{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:baseline;padding:.35rem 0;border-top:1px solid var(--line)}
.given b{flex:1 1 12rem;overflow-wrap:anywhere;font-weight:600}.given span{color:var(--muted)}
.form{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr));gap:.7rem 1.2rem;max-width:66em}
details{margin:1rem 0;max-width:100%}details pre{overflow-x:auto;white-space:pre-wrap;font-size:.8rem}
.form button{align-self:end}
.form label{display:flex;flex-direction:column;gap:.15rem;font-size:.92rem;color:var(--muted);min-width:0}.form label>*{color:var(--ink);min-width:0}
.groups{border-collapse:collapse;display:block;overflow-x:auto}.groups td,.groups th{text-align:left;padding:.2rem 1.2rem .2rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere;vertical-align:top}
.remarks{max-width:52em;padding-left:1.1rem}.remarks .warning{color:var(--bad);font-weight:600}
textarea.study{width:100%;min-height:22rem;font:.86rem/1.5 ui-monospace,'SF Mono',Consolas,monospace}
.fault{border-left:4px solid var(--vermillion);padding:.3rem 0 .3rem 1rem;max-width:52em;overflow-wrap:anywhere}.fault dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0 0}.fault dt{color:var(--muted)}.fault dd{margin:0}
.stages{list-style:none;padding:0;max-width:52em}.stages li{display:flex;gap:.8rem;padding:.15rem 0}.stages span{min-width:0;overflow-wrap:anywhere}.stages .state{flex:0 0 6rem;color:var(--muted)}.stages .running{color:var(--link);font-weight:650}.stages .failed{color:var(--bad);font-weight:650}.stages .done{color:var(--good)}
iframe{width:100%;height:90vh;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
`;
