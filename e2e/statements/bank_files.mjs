// The files of a partner's bank, made of what stands in their account.
/** Stands in every line of the files that is none of the vendor's business. */
export const SECRET = "GEHEIM-4711-GEHALT";

const euros = (minor) => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
export const german = (minor) => `${minor < 0 ? "-" : ""}${Math.trunc(Math.abs(minor) / 100)},${String(Math.abs(minor) % 100).padStart(2, "0")}`;
export const plus = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The account of the reader, and what moved in it as the partner's bank tells it. */
export async function books(page) {
  const { items } = await (await page.request.get("/api/v1/statements")).json();
  const one = await (await page.request.get(`/api/v1/statements/${items[0].account.id}`)).json();
  const out = ["debit", "transfer"];
  const moves = one.postings.filter(({ kind }) => [...out, "returned", "refund"].includes(kind));
  const lines = moves.map((posting) => ({
    id: posting.id,
    day: posting.booked_on,
    amount: out.includes(posting.kind) ? -posting.amount : posting.amount,
    mandate: posting.mandate ?? one.account.mandates[0],
    end: posting.end_to_end_id ?? "NOTPROVIDED",
    text: posting.remittance,
    back: posting.kind === "returned",
  }));
  lines.sort((a, b) => a.day.localeCompare(b.day));
  return { path: `/statements/${one.account.id}/bank`, lines, statement: one };
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** One of the partner's other lines. */
export const other = (day, n) => ({ day, amount: -(1_000 + (n % 7_000)), mandate: "", end: `X-${n}`, text: `${SECRET} ${n}`, name: "Stadtwerke Musterstadt" });

export function camt(lines, from, until) {
  const balance = (code, day) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entry = ({ day, amount, mandate, end, text, name = "Eyelevel GmbH" }) => {
    const sign = amount < 0 ? "DBIT" : "CRDT";
    const party = amount < 0 ? "Cdtr" : "Dbtr";
    const ids = `<EndToEndId>${escaped(end)}</EndToEndId>${mandate ? `<MndtId>${escaped(mandate)}</MndtId>` : ""}`;
    return (
      `<Ntry><Amt Ccy="EUR">${euros(Math.abs(amount))}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt>` +
      `<ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls><Refs>${ids}</Refs><RltdPties><${party}><Pty><Nm>${name}</Nm></Pty></${party}></RltdPties>` +
      `<RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`
    );
  };
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>` +
    `<Stmt><Id>S</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance("OPBD", from)}${balance("CLBD", until)}\n` +
    `${lines.map(entry).join("")}</Stmt></BkToCstmrStmt></Document>`
  );
}

export function mt940(lines, from, until) {
  const short = (day) => day.slice(2).replaceAll("-", "");
  const entry = ({ day, amount, mandate, end, text }) =>
    `:61:${short(day)}${day.slice(5).replace("-", "")}${amount < 0 ? "D" : "C"}R${german(Math.abs(amount))}NDDTNONREF\r\n` +
    `:86:105?00FOLGELASTSCHRIFT${end === "NOTPROVIDED" ? "" : `?20EREF+${end}`}${mandate ? `?21MREF+${mandate}` : ""}?22SVWZ+${text.slice(0, 22)}?32EYELEVEL GMBH\r\n`;
  return `:20:STARTUMS\r\n:25:12030000/202051\r\n:28C:1/1\r\n:60F:C${short(from)}EUR0,00\r\n${lines.map(entry).join("")}:62F:C${short(until)}EUR0,00\r\n-\r\n`;
}

export function csv(lines, header = "Buchungstag;Verwendungszweck;Mandatsreferenz;Betrag;Waehrung") {
  const row = ({ day, amount, mandate, text }) => `${day.split("-").reverse().join(".")};"${text.replaceAll('"', "'")}";${mandate};${german(amount)};EUR`;
  return `${header}\n${lines.map(row).join("\n")}\n`;
}
