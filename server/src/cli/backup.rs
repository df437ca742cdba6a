//! Backup and restore, the same for both engines: one gzip file of JSON lines, a header, then every row of every table. A backup of SQLite
//! can be restored into PostgreSQL: that is how an installation moves when one machine is not enough.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;

use crate::app::App;
use crate::db::dump::{self, Row, Table};

/// What the first line says.
#[derive(serde::Serialize, serde::Deserialize)]
struct Header {
    eyelevel: String,
    /// The last migration: a restore needs the same schema.
    schema: i64,
    at: i64,
}

/// One row of a table.
#[derive(serde::Serialize, serde::Deserialize)]
struct Line {
    table: String,
    row: Row,
}

/// Writes everything as it was at one instant, while others go on writing.
pub(super) async fn backup(app: &App, path: &Path) -> Result<(), String> {
    let failed = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let file = File::options().write(true).create_new(true).open(path).map_err(|e| failed(&e))?;
    let mut out = flate2::write::GzEncoder::new(BufWriter::new(file), flate2::Compression::fast());
    let mut snapshot = app.db.snapshot().await.map_err(|e| e.to_string())?;
    let schema = dump::schema(&mut snapshot).await.map_err(|e| e.to_string())?;
    let header = Header { eyelevel: env!("CARGO_PKG_VERSION").to_owned(), schema, at: app.clock.now() };
    let mut rows = 0u64;
    let mut put = |value: String| writeln!(out, "{value}").map_err(|e| failed(&e));
    put(serde_json::to_string(&header).map_err(|e| e.to_string())?)?;
    for table in dump::tables(&mut snapshot).await.map_err(|e| e.to_string())? {
        let mut offset = 0;
        loop {
            let page = dump::rows(&mut snapshot, &table, offset).await.map_err(|e| e.to_string())?;
            let read = i64::try_from(page.len()).unwrap_or(i64::MAX);
            for row in page {
                put(serde_json::to_string(&Line { table: table.name.clone(), row }).map_err(|e| e.to_string())?)?;
                rows += 1;
            }
            offset += read;
            if read < dump::PAGE {
                break;
            }
        }
    }
    out.finish().and_then(|mut file| file.flush()).map_err(|e| failed(&e))?;
    println!("{rows} rows in {}", path.display());
    println!("Keep the secret beside it (EYELEVEL_SECRET, or DATABASE.secret): links in mails that were sent are signed with it.");
    Ok(())
}

/// Fills an empty database, all or nothing.
pub(super) async fn restore(app: &App, path: &Path) -> Result<(), String> {
    let failed = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let file = File::open(path).map_err(|e| failed(&e))?;
    let mut lines = BufReader::new(flate2::read::GzDecoder::new(BufReader::new(file))).lines();
    let first = lines.next().ok_or_else(|| failed(&"the file is empty"))?.map_err(|e| failed(&e))?;
    let header: Header = serde_json::from_str(&first).map_err(|_| failed(&"this is no backup of Eyelevel"))?;
    let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
    let schema = dump::schema(&mut tx).await.map_err(|e| e.to_string())?;
    if header.schema != schema {
        return Err(format!(
            "the backup is of schema {}, this program makes schema {schema}: use the version that wrote it",
            header.schema
        ));
    }
    let tables: Vec<Table> = dump::tables(&mut tx).await.map_err(|e| e.to_string())?;
    if !dump::is_empty(&mut tx).await.map_err(|e| e.to_string())? {
        return Err("the database is not empty: restore into a new one, then point the server to it".to_owned());
    }
    let mut rows = 0u64;
    for line in lines {
        let line = line.map_err(|e| failed(&e))?;
        let Line { table, row } = serde_json::from_str(&line).map_err(|e| failed(&format!("line {}: {e}", rows + 2)))?;
        let table = tables.iter().find(|t| t.name == table).ok_or_else(|| failed(&format!("no such table: {table}")))?;
        dump::insert(&mut tx, table, row).await.map_err(|e| failed(&format!("line {}: {e}", rows + 2)))?;
        rows += 1;
    }
    tx.commit().await.map_err(|e| e.to_string())?;
    println!("{rows} rows restored");
    Ok(())
}
