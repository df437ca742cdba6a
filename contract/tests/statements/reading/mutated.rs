//! Good files, broken in every way that chance thinks of: the same ways in every run. `EYELEVEL_TEST_CASES` asks for more of them.

use super::decoding;
use super::invoice_samples::{CII, UBL, ZUGFERD1, credit_note};
use super::samples::{camt053, details, entry};

/// What stands in such files and around them.
const PIECES: [&[u8]; 30] = [
    b"<",
    b">",
    b"/>",
    b"</Ntry>",
    b"<Ntry>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
    b"&#0;",
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY x \"y\">]>",
    b"<?xml version='1.0'?>",
    b"\"",
    b";",
    b",",
    b"\r",
    b"\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfc",
    b":61:",
    b"-",
    b"9999999999999999999",
    b"0.00001",
    b"0000-00-00",
    b" Ccy=\"XXX\"",
    b"%PDF-",
];

/// Xorshift: chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let full = details(
        "<Refs><EndToEndId>E</EndToEndId><MndtId>M</MndtId></Refs><AmtDtls><TxAmt><Amt Ccy=\"EUR\">1</Amt></TxAmt></AmtDtls><Chrgs><Amt Ccy=\"EUR\">1</Amt></Chrgs>\
         <RmtInf><Ustrd>Ü</Ustrd><Strd><RfrdDocInf><Nb>1</Nb></RfrdDocInf><CdtrRefInf><Ref>2</Ref></CdtrRefInf></Strd></RmtInf><RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>",
    );
    let balance = "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>";
    let camt = camt053(&[balance.to_owned(), entry("1", "DBIT", &full), entry("2", "CRDT", "")].concat());
    let wide = |text: &str| core::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let pain = "<Document><CstmrPmtStsRpt><OrgnlPmtInfAndSts><PmtInfSts>RJCT</PmtInfSts><TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    vec![
        wide(&camt.replace("UTF-8", "UTF-16")),
        camt.into_bytes(),
        pain.as_bytes().to_vec(),
        UBL.as_bytes().to_vec(),
        CII.as_bytes().to_vec(),
        ZUGFERD1.as_bytes().to_vec(),
        credit_note().into_bytes(),
        super::bank_samples::MT940.as_bytes().to_vec(),
        super::bank_samples::SPARKASSE.as_bytes().to_vec(),
    ]
}

fn mutated(file: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let at = chance.below(file.len() + 1);
    let (before, after) = file.split_at(at);
    let rest = chance.below(after.len().min(80) + 1);
    let part = |of: &[u8], chance: &mut Chance| {
        let from = chance.below(of.len() + 1);
        let length = chance.below((of.len() - from).min(80) + 1);
        of[from..from + length].to_vec()
    };
    match chance.below(7) {
        0 => [before, &after[rest..]].concat(),
        1 => [before, PIECES[chance.below(PIECES.len())], after].concat(),
        2 => [before, &part(other, chance), after].concat(),
        3 => [before, &part(file, chance), &after[rest..]].concat(),
        4 => [before, &[u8::try_from(chance.below(256)).unwrap()], after.get(1..).unwrap_or_default()].concat(),
        5 => before.to_vec(),
        _ => [&after[rest..], before].concat(),
    }
}

#[test]
fn what_is_broken_is_read_or_refused_and_never_a_panic() {
    let cases: usize = std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(0).max(150);
    let (seeds, mut chance, mut read) = (seeds(), Chance(0x9e37_79b9_7f4a_7c15), 0);
    for seed in &seeds {
        assert!(decoding::any(seed), "{}", String::from_utf8_lossy(seed));
        for _ in 0..cases {
            let mut file = seed.clone();
            for _ in 0..=chance.below(3) {
                let other = chance.below(seeds.len());
                file = mutated(&file, &seeds[other], &mut chance);
            }
            read += usize::from(decoding::any(&file));
        }
    }
    // Some are broken where it does not matter; most are not.
    assert!((1..seeds.len() * cases / 2).contains(&read), "{read} of {}", seeds.len() * cases);
}
