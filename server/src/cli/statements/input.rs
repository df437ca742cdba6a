//! A file that is read twice: first wholly, to see whether it can be read; then to print what is in it. So memory stays small, and of a file
//! that is refused in its last line nothing is printed but why.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use eyelevel_contract::statements::reading::{Refusal, RefusalKind};

/// What comes through a pipe can't be read twice, and is kept in memory up to here.
const PIPE: u64 = 64 << 20;

pub(super) enum Input {
    File(PathBuf),
    Kept(Vec<u8>),
}

impl Input {
    /// `-` is the standard input.
    pub(super) fn of(path: &Path) -> Result<Self, Refusal> {
        if path != Path::new("-") {
            return Ok(Self::File(path.to_owned()));
        }
        let mut bytes = Vec::new();
        std::io::stdin().take(PIPE + 1).read_to_end(&mut bytes).map_err(|e| unreadable(&e))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length <= PIPE) {
            Ok(Self::Kept(bytes))
        } else {
            Err(Refusal::whole(RefusalKind::TooLarge, format!("> {} MiB", PIPE >> 20)))
        }
    }

    pub(super) fn read(&self) -> Result<Box<dyn Read + '_>, Refusal> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path).map_err(|e| unreadable(&e))?),
            Self::Kept(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

fn unreadable(error: &std::io::Error) -> Refusal {
    Refusal::whole(RefusalKind::Unreadable, error.to_string())
}
