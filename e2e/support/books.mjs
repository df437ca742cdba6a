// Accounts, bank statements and invoices as a scenario needs them.

/** Opens an account of its own, into which nothing else comes; its mandate is M- and its number. */
export async function account(page, server, { number, partner = "Nordlicht IT", vat_id = "", opened_on = "2026-01-01" }) {
  const partners = (await (await page.request.get("/api/v1/organisations?kind=partner&limit=100")).json()).items;
  const partner_id = partners.find(({ name }) => name === partner).id;
  const answer = await page.request.post("/api/v1/statements", {
    data: { partner_id, number, currency: "EUR", opening: 0, opened_on, mandates: [`M-${number}`], ibans: [], vat_id },
    headers: { Origin: server.url, "Idempotency-Key": number },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return (await answer.json()).id;
}

/** A bank statement (camt.053). `credit`: money for whose account it is; `reason`: the code of a return. */
export const camt = (id, entries) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n` +
  `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-11-01T08:00:00</CreDtTm></GrpHdr><Stmt><Id>${id}</Id>` +
  `<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>\n${entries.map(entry).join("")}</Stmt></BkToCstmrStmt></Document>`;

const entry = ({ amount, credit = true, day = "2026-10-15", status = "BOOK", mandate, reason, text = "" }) =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${credit ? "CRDT" : "DBIT"}</CdtDbtInd>${reason ? "<RvslInd>true</RvslInd>" : ""}` +
  `<Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><MndtId>${mandate}</MndtId></Refs>` +
  `${text ? `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>` : ""}${reason ? `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf>` : ""}</TxDtls></NtryDtls></Ntry>\n`;

/** An invoice or a credit note (UBL) with 19 % in its gross amount; whose it is, the buyer's VAT number says. */
export function invoice({ number, date, due, gross, vat_id, credit = false }) {
  const cents = Math.round(Number(gross) * 100);
  const net = Math.round(cents / 1.19);
  const amount = (minor) => (minor / 100).toFixed(2);
  const root = credit ? "CreditNote" : "Invoice";
  const sum = (name, minor) => `<cbc:${name} currencyID="EUR">${amount(minor)}</cbc:${name}>`;
  const scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" ` +
    `xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ` +
    `xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">` +
    `<cbc:ID>${number}</cbc:ID><cbc:IssueDate>${date}</cbc:IssueDate>${credit ? "" : `<cbc:DueDate>${due}</cbc:DueDate>`}` +
    `<cbc:${root}TypeCode>${credit ? 381 : 380}</cbc:${root}TypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>` +
    `<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Kranich Systeme</cbc:RegistrationName>` +
    `</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty><cac:Party><cac:PartyTaxScheme>` +
    `<cbc:CompanyID>${vat_id}</cbc:CompanyID>${scheme}</cac:PartyTaxScheme></cac:Party></cac:AccountingCustomerParty>` +
    `<cac:TaxTotal>${sum("TaxAmount", cents - net)}<cac:TaxSubtotal>${sum("TaxableAmount", net)}${sum("TaxAmount", cents - net)}` +
    `<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>${scheme}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>` +
    `<cac:LegalMonetaryTotal>${sum("TaxExclusiveAmount", net)}${sum("TaxInclusiveAmount", cents)}${sum("PayableAmount", cents)}</cac:LegalMonetaryTotal></${root}>`
  );
}
