//! Archives as an attacker would make them, and the ones honest tools make.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests report by panicking")]

use estuary_archive::{App, Archive, ArchiveError, Manifest};
use flate2::{Compression, write::DeflateEncoder};
use rand::{Rng, SeedableRng, rngs::StdRng};
use rawzip::{CompressionMethod, ZipArchiveWriter, path::EntryPath};
use std::io::Write;

fn zip(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (path, content, deflated) in files {
        let method = if *deflated { CompressionMethod::DEFLATE } else { CompressionMethod::STORE };
        let file = writer.new_file(EntryPath::verbatim(path.as_bytes())).compression_method(method);
        let (mut entry, config) = file.start().unwrap();
        let output = if *deflated {
            let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
            data.write_all(content).unwrap();
            let (encoder, output) = data.finish().unwrap();
            encoder.finish().unwrap();
            output
        } else {
            let mut data = config.wrap(&mut entry);
            data.write_all(content).unwrap();
            data.finish().unwrap().1
        };
        entry.finish(output).unwrap();
    }
    writer.finish().unwrap()
}

fn app() -> Vec<u8> {
    zip(&[
        ("index.html", b"<!doctype html>", false),
        ("manifest.toml", b"name = 'Poll'", true),
        ("icon.jpg", b"jpg", false),
        ("icon.png", b"png", false),
        ("img/ä b.svg", &[b'x'; 5000], true),
    ])
}

fn refused(bytes: Vec<u8>) -> ArchiveError {
    Archive::open(bytes).map(drop).unwrap_err()
}

#[test]
fn an_app_is_read_file_by_file() {
    let archive = Archive::open(app()).unwrap();
    let manifest = Manifest { name: Some("Poll".into()), ..Manifest::default() };
    assert_eq!(App::of(&archive), Ok(App { manifest, icon: Some("icon.png") }));
    assert_eq!(archive.read("/index.html").unwrap(), b"<!doctype html>");
    assert_eq!(archive.read("img/ä b.svg").unwrap(), [b'x'; 5000]);
    assert_eq!(archive.paths().count(), 5);
    for missing in ["INDEX.html", "img", "img/", "//index.html", "../index.html", "img/../index.html", ""] {
        assert!(matches!(archive.read(missing), Err(ArchiveError::Missing(_))), "{missing:?}");
    }
}

#[test]
fn without_a_first_page_it_is_no_app() {
    for name in ["Index.html", "a/index.html", "index.htm"] {
        let archive = Archive::open(zip(&[(name, b"x", true)])).unwrap();
        assert!(matches!(App::of(&archive), Err(ArchiveError::Missing(_))), "{name}");
    }
}

#[test]
fn what_is_no_archive_is_refused() {
    for bytes in [&b""[..], b"PK", b"7z\xbc\xaf\x27\x1c", &[0; 100_000]] {
        assert!(matches!(refused(bytes.to_vec()), ArchiveError::Damaged(_)));
    }
    let whole = app();
    for cut in 1..whole.len() {
        refused(whole[..cut].to_vec());
    }
}

#[test]
fn paths_that_lead_elsewhere_and_duplicates_are_refused() {
    for path in ["../x", "/x", "a\\b", "a/../../b", "x\0.html"] {
        let bytes = zip(&[("index.html", b"", false), (path, b"", false)]);
        assert!(matches!(refused(bytes), ArchiveError::Path(_)), "{path:?}");
    }
    let twice = zip(&[("index.html", b"one", false), ("index.html", b"two", false)]);
    assert_eq!(refused(twice), ArchiveError::Duplicate("index.html".into()));
}

#[test]
fn bombs_are_refused_before_anything_is_unpacked() {
    let zeros = vec![0; 17 << 20];
    assert!(matches!(refused(zip(&[("index.html", &zeros, true)])), ArchiveError::TooTight { .. }));
    let many: Vec<String> = (0..20_001).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &[u8], bool)> = many.iter().map(|name| (name.as_str(), &b""[..], false)).collect();
    assert_eq!(refused(zip(&many)), ArchiveError::TooManyFiles(20_000));
    let mut huge = zip(&[("index.html", b"abc", false)]);
    set_central(&mut huge, 24, &u32::MAX.wrapping_sub(1).to_le_bytes());
    assert_eq!(refused(huge), ArchiveError::TooLarge(256 << 20));
}

#[test]
fn large_honest_archives_pass() {
    let mut noise = vec![0; 20 << 20];
    StdRng::seed_from_u64(1).fill(&mut noise[..]);
    let archive = Archive::open(zip(&[("index.html", b"x", true), ("a.bin", &noise, false)])).unwrap();
    assert_eq!(archive.read("a.bin").unwrap(), noise);
    let names: Vec<String> = (0..1000).map(|n| format!("assets/{n}.js")).collect();
    let files: Vec<(&str, &[u8], bool)> = names.iter().map(|name| (name.as_str(), &b"1"[..], true)).collect();
    assert_eq!(Archive::open(zip(&files)).unwrap().paths().count(), 1000);
}

#[test]
fn files_inside_each_other_are_refused() {
    let mut bytes = zip(&[("index.html", b"0123456789", false), ("b.html", b"0123456789", false)]);
    // The second entry of the directory says that its file begins where the first one does.
    let second = central(&bytes)[1];
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert_eq!(refused(bytes), ArchiveError::Overlap);
}

#[test]
fn encryption_and_other_methods_are_refused() {
    let mut bytes = zip(&[("index.html", b"abc", false)]);
    set_central(&mut bytes, 8, &[1, 0]);
    assert_eq!(refused(bytes), ArchiveError::Encrypted("index.html".into()));
    for method in [1_u16, 9, 12, 14, 93, 99] {
        let mut bytes = zip(&[("index.html", b"abc", false)]);
        set_central(&mut bytes, 10, &method.to_le_bytes());
        assert_eq!(refused(bytes), ArchiveError::Method { path: "index.html".into(), method });
    }
}

#[test]
fn damaged_files_are_not_handed_out() {
    let damaged = Err(ArchiveError::Checksum("index.html".into()));
    for (deflated, at, value) in
        [(false, 16, [1; 4]), (true, 16, [1; 4]), (true, 24, [2, 0, 0, 0]), (true, 24, [200, 0, 0, 0])]
    {
        let mut bytes = zip(&[("index.html", b"content", deflated)]);
        set_central(&mut bytes, at, &value);
        assert_eq!(Archive::open(bytes).unwrap().read("index.html"), damaged, "{deflated} {at}");
    }
}

/// Whatever is done to an archive, looking into it ends with files or an error.
#[test]
fn random_damage_never_panics() {
    let whole = app();
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..random.gen_range(1..6) {
            let at = random.gen_range(0..bytes.len());
            bytes[at] = *[0, 1, 0x7f, 0x80, 0xff, random.r#gen()].get(random.gen_range(0..6)).unwrap();
        }
        if random.gen_bool(0.2) {
            bytes.truncate(random.gen_range(0..bytes.len()));
        }
        if random.gen_bool(0.1) {
            let half = bytes.split_off(bytes.len() / 2);
            bytes.splice(0..0, half);
        }
        let Ok(archive) = Archive::open(bytes) else { continue };
        drop(App::of(&archive));
        for path in archive.paths() {
            drop(archive.read(path));
        }
    }
}

/// Where the entries of the directory begin.
fn central(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect()
}

/// Overwrites a field of the first entry of the directory (APPNOTE 4.3.12).
fn set_central(bytes: &mut [u8], field: usize, value: &[u8]) {
    let at = central(bytes)[0] + field;
    bytes[at..at + value.len()].copy_from_slice(value);
}
