//! `.br` and `.gz` beside every compressible file, made once, when the portal is built; the server sends them as they are.
//!
//! The files themselves are never changed: index.html names their integrity hashes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

const COMPRESSIBLE: [&str; 9] = ["html", "js", "css", "wasm", "svg", "json", "txt", "xml", "webmanifest"];

/// Brotli's best and slowest.
const QUALITY: u32 = 11;
/// The largest window that browsers must accept.
const WINDOW: u32 = 24;

/// Compresses what `folder` holds, on all cores.
pub(crate) fn folder(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let count = files.len();
    let queue = Mutex::new(files);
    let next = || queue.lock().map_or(None, |mut queue| queue.pop());
    let workers = thread::available_parallelism().map_or(1, Into::into);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(file) = next() {
                        compress(&file)?;
                    }
                    Ok::<(), String>(())
                })
            })
            .collect();
        for handle in handles {
            handle.join().map_err(|_panic| "a compressing thread panicked".to_owned())??;
        }
        Ok::<(), String>(())
    })?;
    println!("{}: {count} files compressed", folder.display());
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| COMPRESSIBLE.contains(&e)) {
            files.push(path);
        }
    }
    Ok(())
}

fn compress(file: &Path) -> Result<(), String> {
    let name = |error: std::io::Error| format!("{}: {error}", file.display());
    let bytes = fs::read(file).map_err(name)?;
    keep(file, "br", &bytes, &brotli(&bytes).map_err(name)?)?;
    keep(file, "gz", &bytes, &gzip(&bytes).map_err(name)?)
}

/// Writes `FILE.suffix`, or removes an old one when compressing gains nothing.
fn keep(file: &Path, suffix: &str, original: &[u8], compressed: &[u8]) -> Result<(), String> {
    let mut target = file.as_os_str().to_owned();
    target.push(".");
    target.push(suffix);
    let target = PathBuf::from(target);
    let written = if compressed.len() < original.len() {
        fs::write(&target, compressed)
    } else if target.exists() {
        fs::remove_file(&target)
    } else {
        Ok(())
    };
    written.map_err(|error| format!("{}: {error}", target.display()))
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_formats_unpack_to_the_original() {
        let original = "eye level ".repeat(500).into_bytes();
        let mut unpacked = Vec::new();
        let packed = brotli(&original).expect("brotli");
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut unpacked).expect("unpacks");
        assert_eq!(unpacked, original);
        let mut unpacked = Vec::new();
        let packed = gzip(&original).expect("gzip");
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).expect("unpacks");
        assert_eq!(unpacked, original);
    }

    #[test]
    fn what_does_not_shrink_is_not_kept() {
        let folder = std::env::temp_dir().join(format!("eyelevel-br-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder");
        fs::write(folder.join("a.txt"), "a").expect("a.txt");
        fs::write(folder.join("b.txt"), "b".repeat(400)).expect("b.txt");
        super::folder(&folder).expect("compressed");
        let there = |name: &str| folder.join(name).exists();
        assert!(!there("a.txt.br") && !there("a.txt.gz") && there("b.txt.br") && there("b.txt.gz"));
        fs::remove_dir_all(&folder).expect("cleaned up");
    }
}
