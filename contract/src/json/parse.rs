//! Text into [`Json`] (RFC 8259), except that a number with a fraction or an exponent is refused: we have none.

use super::Json;

/// The text is no JSON, or none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// No document of ours is nested deeper.
const DEPTH: u8 = 64;

/// Parses one document.
///
/// # Errors
/// If the text is no JSON, nested too deeply, or holds a number that is no integer of 64 bits.
pub fn parse(text: &str) -> Result<Json, Unreadable> {
    let mut parser = Parser { bytes: text.as_bytes(), at: 0 };
    let json = parser.value(DEPTH)?;
    if parser.peek() == 0 && parser.at == text.len() { Ok(json) } else { Err(Unreadable) }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    /// The next byte that is no white space; 0 at the end.
    fn peek(&mut self) -> u8 {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == byte;
        self.at += usize::from(there);
        there
    }

    fn need(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.eat(byte) { Ok(()) } else { Err(Unreadable) }
    }

    fn word(&mut self, word: &str, json: Json) -> Result<Json, Unreadable> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(Unreadable);
        }
        self.at += word.len();
        Ok(json)
    }

    fn value(&mut self, depth: u8) -> Result<Json, Unreadable> {
        let deeper = depth.checked_sub(1).ok_or(Unreadable)?;
        match self.peek() {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.text().map(Json::Text),
            b'[' => self.list(deeper),
            b'{' => self.object(deeper),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: u8) -> Result<Json, Unreadable> {
        self.need(b'[')?;
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if !self.eat(b',') {
                self.need(b']')?;
                return Ok(Json::List(items));
            }
        }
    }

    fn object(&mut self, depth: u8) -> Result<Json, Unreadable> {
        self.need(b'{')?;
        let mut fields = Vec::new();
        if self.eat(b'}') {
            return Ok(Json::Object(fields));
        }
        loop {
            let name = self.text()?;
            self.need(b':')?;
            fields.push((name, self.value(depth)?));
            if !self.eat(b',') {
                self.need(b'}')?;
                return Ok(Json::Object(fields));
            }
        }
    }

    fn number(&mut self) -> Result<Json, Unreadable> {
        let negative = self.eat(b'-');
        let mut number: i64 = 0;
        let start = self.at;
        while let digit @ b'0'..=b'9' = self.byte() {
            let digit = i64::from(digit - b'0');
            let shifted = number.checked_mul(10).ok_or(Unreadable)?;
            // Downwards for negative numbers, so that the smallest one fits.
            number = if negative { shifted.checked_sub(digit) } else { shifted.checked_add(digit) }.ok_or(Unreadable)?;
            self.at += 1;
        }
        if self.at == start || matches!(self.byte(), b'.' | b'e' | b'E') { Err(Unreadable) } else { Ok(Json::Number(number)) }
    }

    fn text(&mut self) -> Result<String, Unreadable> {
        self.need(b'"')?;
        let mut out = Vec::new();
        loop {
            let byte = self.byte();
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(out).map_err(|_| Unreadable),
                b'\\' => {
                    let escaped = self.escape()?;
                    out.extend_from_slice(escaped.encode_utf8(&mut [0; 4]).as_bytes());
                }
                // A control character must be escaped; this is the end of the text, too.
                0..=0x1f => return Err(Unreadable),
                other => out.push(other),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Unreadable> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(byte),
            b'u' => {
                let unit = self.unit()?;
                // Above the basic plane, a character comes as two units; a lone one stands for nothing.
                let code = if (0xd800..0xdc00).contains(&unit) && self.bytes[self.at..].starts_with(b"\\u") {
                    self.at += 2;
                    0x1_0000 + ((unit & 0x3ff) << 10) + (self.unit()? & 0x3ff)
                } else {
                    unit
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(Unreadable),
        })
    }

    fn unit(&mut self) -> Result<u32, Unreadable> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte()).to_digit(16).ok_or(Unreadable)?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}
