//! What a video tells beside itself: where it was filmed, with what. Films of phones are boxes (ISO/IEC 14496-12); what stands in `udta` and `meta`
//! of the film and its tracks, and in `uuid` boxes, is made free space of the same size, so that no other byte moves.

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// Boxes in boxes, at most.
const DEEP: usize = 4;
/// Boxes of a film, at most: nobody's phone writes more.
const BOXES: usize = 20_000;

/// Where rows begin in the file, to read and write in the middle of it.
struct File<'a> {
    app: &'a App,
    id: &'a str,
    /// Number, beginning and length of each row.
    rows: Vec<(i64, u64, u64)>,
    length: u64,
    /// The row that was read last.
    held: Option<(usize, Vec<u8>)>,
    boxes: usize,
}

/// Leaves out what a video tells beside itself.
///
/// # Errors
/// `UnsupportedMediaType` if its boxes can't be followed: nobody knows what it tells then.
pub(super) async fn strip(app: &App, caller: &Caller, id: &str) -> Result<()> {
    let sql = "SELECT seq, CAST(LENGTH(content) AS BIGINT) FROM attachment_chunks WHERE attachment_id = $1 ORDER BY seq";
    let lengths: Vec<(i64, i64)> = q(sql).bind(id).all(&mut app.db.read().await?).await?;
    let (mut rows, mut length) = (Vec::with_capacity(lengths.len()), 0);
    for (seq, bytes) in lengths {
        let bytes = u64::try_from(bytes).unwrap_or(0);
        rows.push((seq, length, bytes));
        length += bytes;
    }
    let mut file = File { app, id, rows, length, held: None, boxes: 0 };
    let mut found = Vec::new();
    let whole = (0, file.length);
    walk(&mut file, whole, 0, &mut found).await?;
    for (at, header, end) in found {
        file.write(caller, at + 4, b"free").await?;
        file.blank(caller, at + header, end).await?;
    }
    Ok(())
}

/// Finds what tells of place and device: where its box begins, how long its header is, and where it ends.
async fn walk(file: &mut File<'_>, (mut at, end): (u64, u64), depth: usize, found: &mut Vec<(u64, u64, u64)>) -> Result<()> {
    while at < end {
        file.boxes += 1;
        let header: [u8; 8] = file.read(at).await?;
        let (size, kind) = (u32::from_be_bytes([header[0], header[1], header[2], header[3]]), &header[4..]);
        let (size, head) = match size {
            // To the end of the file.
            0 if depth == 0 => (end - at, 8),
            1 => (u64::from_be_bytes(file.read(at + 8).await?), 16),
            size => (u64::from(size), 8),
        };
        let ends = at.checked_add(size).filter(|ends| size >= head && *ends <= end);
        let ends = ends.filter(|_| file.boxes <= BOXES).ok_or(Error::UnsupportedMediaType)?;
        match kind {
            b"udta" | b"meta" | b"uuid" => found.push((at, head, ends)),
            b"moov" | b"trak" | b"mdia" if depth < DEEP => Box::pin(walk(file, (at + head, ends), depth + 1, found)).await?,
            _ => {}
        }
        at = ends;
    }
    Ok(())
}

impl File<'_> {
    /// The row that this place is in.
    fn row(&self, at: u64) -> Result<usize> {
        let next = self.rows.partition_point(|(_, begin, _)| *begin <= at);
        next.checked_sub(1).filter(|_| at < self.length).ok_or(Error::UnsupportedMediaType)
    }

    async fn hold(&mut self, row: usize) -> Result<&mut Vec<u8>> {
        if self.held.as_ref().is_none_or(|(held, _)| *held != row) {
            let sql = "SELECT content FROM attachment_chunks WHERE attachment_id = $1 AND seq = $2";
            let (content,): (Vec<u8>,) = q(sql).bind(self.id).bind(self.rows[row].0).one(&mut self.app.db.read().await?).await?;
            self.held = Some((row, content));
        }
        self.held.as_mut().map(|(_, content)| content).ok_or(Error::NotFound)
    }

    async fn read<const N: usize>(&mut self, at: u64) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        for (place, byte) in (at..).zip(&mut bytes) {
            let row = self.row(place)?;
            let begin = self.rows[row].1;
            *byte = self.hold(row).await?[usize::try_from(place - begin).unwrap_or(usize::MAX)];
        }
        Ok(bytes)
    }

    /// Puts bytes there.
    async fn write(&mut self, caller: &Caller, mut at: u64, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let row = self.row(at)?;
            let (_, begin, length) = self.rows[row];
            let (here, rest) = bytes.split_at(bytes.len().min(usize::try_from(begin + length - at).unwrap_or(usize::MAX)));
            let from = usize::try_from(at - begin).unwrap_or(usize::MAX);
            self.hold(row).await?[from..from + here.len()].copy_from_slice(here);
            self.keep(caller, row).await?;
            at += u64::try_from(here.len()).unwrap_or(0);
            bytes = rest;
        }
        Ok(())
    }

    /// Nothing stands there any more.
    async fn blank(&mut self, caller: &Caller, from: u64, to: u64) -> Result<()> {
        let mut at = from;
        while at < to {
            let row = self.row(at)?;
            let (_, begin, length) = self.rows[row];
            let ends = to.min(begin + length);
            self.write(caller, at, &vec![0; usize::try_from(ends - at).unwrap_or(0)]).await?;
            at = ends;
        }
        Ok(())
    }

    async fn keep(&mut self, caller: &Caller, row: usize) -> Result<()> {
        let (id, seq) = (self.id, self.rows[row].0);
        let content = self.hold(row).await?.clone();
        let mut w = caller.write(self.app).await?;
        let sql = "UPDATE attachment_chunks SET content = $1 WHERE attachment_id = $2 AND seq = $3";
        q(sql).bind(content).bind(id).bind(seq).run(&mut w.tx).await?;
        w.commit().await
    }
}
