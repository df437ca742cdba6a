//! The folder that is watched: what lies there is posted, and moved to `posted` or `refused`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::Origin;
use eyelevel_contract::statements::reading::{Refusal, RefusalKind};
use eyelevel_texts::statements as texts;

use super::spool::{Spooled, of_disk};
use super::store;
use super::take::{self, Incoming, Known};
use crate::app::App;
use crate::error::{Error, Result};
use crate::write::Write;

/// The job's language: its files lie on the vendor's disk.
const LANG: Lang = Lang::De;
/// So many files at once; the next run takes the rest.
const MOST: usize = 50;

/// Posts every file that lies in the folder; how many there were. Whoever writes one gives it another name first (`.part`, `.tmp`, a dot in
/// front) and renames it when it is whole. A process that dies between posting and moving does no harm: the same file posts nothing again.
///
/// # Errors
/// If the folder can't be read; whatever the database says.
pub async fn watch(app: &App) -> Result<usize> {
    let Some(folder) = &app.config.statements_folder else { return Ok(0) };
    let files = waiting(folder).map_err(|e| of_disk(&e))?;
    for file in &files {
        one(app, folder, file).await?;
    }
    Ok(files.len())
}

/// Whole files, in the order of their names.
fn waiting(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let unfinished = name.starts_with('.') || [".part", ".tmp", ".filepart", ".crdownload"].iter().any(|end| name.ends_with(end));
        if !unfinished && entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    files.truncate(MOST);
    Ok(files)
}

async fn one(app: &App, folder: &Path, file: &Path) -> Result<()> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let opened = tokio::task::spawn_blocking({
        let file = file.to_owned();
        move || Spooled::at(&file)
    });
    let spooled = match opened.await.map_err(|e| Error::Internal(e.to_string()))? {
        Ok(spooled) => spooled,
        // Somebody took it away again.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(of_disk(&error)),
    };
    let refused = match read(app, &name, &spooled).await? {
        Ok(()) => return put_away(folder, file, "posted", None).map_err(|e| of_disk(&e)),
        Err(refused) => refused,
    };
    put_away(folder, file, "refused", Some(&texts::refused(LANG, &refused))).map_err(|e| of_disk(&e))
}

/// Posts it, or notes why it is refused.
async fn read(app: &App, name: &str, file: &Spooled) -> Result<Result<(), Refusal>> {
    let most = app.config.statement_file_bytes;
    let mut incoming = Incoming { name, file, origin: Origin::Folder, known: Known::default() };
    let seen = if file.bytes > most {
        Err(Refusal::whole(RefusalKind::TooLarge, format!("> {} MB", most / 1_000_000)))
    } else {
        incoming.known = take::known(app, file, None).await?;
        take::look(app, file, &incoming.known).await?.map_err(|unread| unread.refusal)
    };
    let mut w = Write::begin(app, None, "job").await?;
    let done = match seen {
        Ok(seen) => take::take(&mut w, &incoming, &seen.accounts).await.map(|_| Ok(())),
        Err(why) => store::refuse(&mut w, &incoming, &why).await.map(|()| Err(why)),
    }?;
    w.commit().await?;
    Ok(done)
}

/// Moves a file into a folder beside it; a name that is taken gets a number. Why it was refused lies beside it.
fn put_away(folder: &Path, file: &Path, into: &str, why: Option<&str>) -> std::io::Result<()> {
    let into = folder.join(into);
    std::fs::create_dir_all(&into)?;
    let name = file.file_name().unwrap_or_default();
    let numbered = |n: u32| if n == 0 { into.join(name) } else { into.join(format!("{n}-{}", name.to_string_lossy())) };
    let free = (0..).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| into.join(name));
    if let Some(why) = why {
        let mut beside = free.clone().into_os_string();
        beside.push(".txt");
        std::fs::write(beside, format!("{why}\n"))?;
    }
    std::fs::rename(file, free)
}
