//! Versions of packages as they are compared and shown.

/// The version without an epoch of zero, which says nothing: scanners write it in one place and leave it out in
/// another (<https://www.debian.org/doc/debian-policy/ch-controlfields.html#version>).
pub fn without_zero_epoch(version: &str) -> &str {
    version.strip_prefix("0:").unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::without_zero_epoch;

    #[test]
    fn only_an_epoch_of_zero_is_left_out() {
        assert_eq!(without_zero_epoch("0:3.0.2-1"), "3.0.2-1");
        assert_eq!(without_zero_epoch("2:3.0.2-1"), "2:3.0.2-1");
        assert_eq!(without_zero_epoch("10:1"), "10:1");
    }
}
