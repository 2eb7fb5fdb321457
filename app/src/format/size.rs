//! Sizes.

/// Bytes as a person reads them, in decimal units.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => tenths(bytes / 100_000, "MB"),
        _ => tenths(bytes / 100_000_000, "GB"),
    }
}

fn tenths(tenths: u64, unit: &str) -> String {
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn units_follow_the_size() {
        for (bytes, text) in
            [(0, "0 B"), (999, "999 B"), (1_001, "2 kB"), (1_550_000, "1.5 MB"), (2_000_000_000, "2.0 GB")]
        {
            assert_eq!(super::size(bytes), text);
        }
    }
}
