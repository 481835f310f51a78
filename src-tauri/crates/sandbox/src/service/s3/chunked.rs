//! `aws-chunked` bodies: each part with its length, and a checksum after the last
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>). Checksums are not checked.

/// The content; `None` if the parts do not add up.
pub(super) fn content(body: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n")?;
        let head = std::str::from_utf8(rest.get(..end)?).ok()?;
        let digits = head.split(';').next()?.trim();
        let length = usize::from_str_radix(digits, 16).ok()?;
        rest = rest.get(end + 2..)?;
        if length == 0 {
            return Some(content);
        }
        content.extend_from_slice(rest.get(..length)?);
        rest = rest.get(length..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_body_gives_its_content_without_signatures_and_trailer() {
        let body = b"5;chunk-signature=00\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
        assert_eq!(content(body).as_deref(), Some(&b"hello world"[..]));
        for broken in [&b""[..], b"5\r\nhel", b"zz\r\n", b"5\r\nhelloXX0\r\n"] {
            assert_eq!(content(broken), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_body_is_read_or_refused_without_panic(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = content(&body);
        }
    }
}
