//! Examples of documents of a certain length, made rather than written.

/// A document that is far from every limit.
pub(super) const SHORT: &str = "schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteBash
        inputs:
          commands:
            - /opt/harden/run.sh
";

/// Long enough to be near the inline limit of 16,000 characters.
pub(super) const NEAR_LIMIT: &str = text(&long::<15_400>());
/// Too long for inline.
pub(super) const OVER_INLINE: &str = text(&long::<16_400>());
/// Too long for any component.
pub(super) const OVER_QUOTA: &str = text(&long::<66_000>());

/// [`SHORT`] and as many lines of comment behind it as make it `BYTES` long.
const fn long<const BYTES: usize>() -> [u8; BYTES] {
    const LINE: &[u8] = b"# what follows are notes that nobody has moved elsewhere yet\n";
    let mut bytes = [b'\n'; BYTES];
    let mut at = 0;
    while at < BYTES {
        let (text, from) = if at < SHORT.len() {
            (SHORT.as_bytes(), at)
        } else {
            (LINE, (at - SHORT.len()) % LINE.len())
        };
        bytes[at] = text[from];
        at += 1;
    }
    bytes
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => SHORT,
    }
}
