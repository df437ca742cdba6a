//! One good bank file of each kind.

/// A return with everything that can be said of it, and something that is not booked.
pub(super) const CAMT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S-1</Id>
<ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-03-06T08:00:00+01:00</CreDtTm><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">47.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>
<Ntry><Amt Ccy=\"EUR\">53.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>
<ValDt><DtTm>2026-03-04T23:59:59Z</DtTm></ValDt><AcctSvcrRef>B-1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NRTI+109+931</Cd></Prtry></BkTxCd>
<NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls><Refs><EndToEndId>E-1</EndToEndId><MndtId>M-1</MndtId></Refs><Amt Ccy=\"EUR\">53.00</Amt>
<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">50.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy=\"EUR\">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>
<RltdPties><Dbtr><Pty><Nm>Kunde</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE21860000000086001055</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>RE-2026/17 B\u{fc}ro</Ustrd><Strd><RfrdDocInf><Nb>RE-2026/17</Nb><RltdDt>2026-02-01</RltdDt></RfrdDocInf><RfrdDocAmt><DuePyblAmt Ccy=\"EUR\">50.00</DuePyblAmt></RfrdDocAmt><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>
<RtrInf><Rsn><Cd>MD06</Cd></Rsn><AddtlInf>Widerspruch</AddtlInf></RtrInf></TxDtls></NtryDtls><AddtlNtryInf>R\u{fc}cklastschrift</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy=\"EUR\">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>
</Stmt></BkToCstmrStmt></Document>";

/// A debit that was rejected before it was booked.
pub(super) const PAIN002: &str = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt><GrpHdr><MsgId>1</MsgId></GrpHdr>\
<OrgnlGrpInfAndSts><OrgnlMsgId>MSG</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>\
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf>\
<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">12.50</InstdAmt></Amt><MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf><Dbtr><Nm>Kunde</Nm></Dbtr></OrgnlTxRef>\
</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";

/// A debit and a return, with lines of both.
pub(super) const MT940: &str = "\r\n:20:STARTUMSE\r\n:25:10020030/1234567\r\n:28C:00015/001\r\n:60F:C260304EUR1000,\r\n\
:61:2603050306DR50,00NDDTNONREF//B-1\r\nzweite Zeile\r\n\
:86:105?00SEPA-BASISLASTSCHRIFT?109310?20EREF+E-1?21MREF+M-77?22CRED+DE98ZZZ09999999999?2\r\n3SVWZ+RE-2026/17 vom 05.03.?2426 Kunde 4711?30BANKDEFFXXX?31DE021203000000\r\n00202051?32Lieferant?33 GmbH?34931\r\n\
:61:2612310101RD53,00NRTINONREF\r\n:86:109?00RUECKLASTSCHRIFT?20EREF+NOTPROVIDED?21MREF+M-77?22COAM+3,00?23OAMT+50,00?24SVWZ+MD06 WIDERSPRUCH?32Kunde\r\n\
:62F:C260305EUR1003,00\r\n:64:C260305EUR900,00\r\n:86:ueber den Auszug\r\n-\r\n";

/// A debit, a return and something that is not booked, as a savings bank exports them.
pub(super) const SPARKASSE: &str = "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Glaeubiger ID\";\"Mandatsreferenz\";\"Kundenreferenz (End-to-End)\";\"Sammlerreferenz\";\"Lastschrift Ursprungsbetrag\";\"Auslagenersatz Ruecklastschrift\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC (SWIFT-Code)\";\"Betrag\";\"Waehrung\";\"Info\"\r\n\
\"DE02120300000000202051\";\"05.03.26\";\"06.03.26\";\"FOLGELASTSCHRIFT\";\"RE-2026/17; \"\"Büro\"\" vielen Dank\";\"DE98ZZZ09999999999\";\"M-1\";\"NOTPROVIDED\";\"\";\"\";\"\";\"Lieferant GmbH\";\"DE21860000000086001055\";\"BANKDEFF\";\"-1.234,56\";\"EUR\";\"Umsatz gebucht\"\r\n\
\"DE02120300000000202051\";\"05.03.26\";\"\";\"RUECKLASTSCHRIFT\";\"MD06 Widerspruch\";\"\";\"M-1\";\"E-1\";\"\";\"50,00\";\"3,00\";\"Kunde\";\"DE21860000000086001055\";\"\";\"-53,00\";\"EUR\";\"Umsatz gebucht\"\r\n\
\"DE02120300000000202051\";\"06.03.26\";\"\";\"GUTSCHRIFT\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\"Kunde\";\"DE21860000000086001055\";\"\";\"10,00\";\"EUR\";\"Umsatz vorgemerkt\"\r\n";
