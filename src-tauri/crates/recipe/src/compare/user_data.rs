//! User data as people read it.

use ingot_component::spelling::shorten;

/// The text in base64 (RFC 4648 §4, line ends and missing padding allowed); `None` when it is none.
pub(super) fn decoded(data: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(data.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    let written = data.bytes().filter(|byte| !byte.is_ascii_whitespace());
    for byte in written.take_while(|&byte| byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The first line that is not the same, with its number where both texts are there; otherwise the
/// first line of the one that is.
pub(super) fn line_that_differs(left: Option<&str>, right: Option<&str>) -> (Option<String>, Option<String>) {
    let (Some(a), Some(b)) = (left, right) else {
        let first = |text: Option<&str>| text.map(|text| shorten(text.lines().next().unwrap_or("")));
        return (first(left), first(right));
    };
    let (mut old, mut new) = (a.lines(), b.lines());
    let mut line = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (None, None) => {
                let same = || Some("the same lines, encoded in another way".to_owned());
                return (same(), same());
            }
            (a, b) => {
                let show = |text: Option<&str>| {
                    let text = text.map_or_else(|| "ends".to_owned(), |text| shorten(text.trim()));
                    Some(format!("line {line}: {text}"))
                };
                return (show(a), show(b));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_data_is_decoded_however_it_is_wrapped() {
        assert_eq!(decoded("IyEvYmluL2Jhc2gK").as_deref(), Some("#!/bin/bash\n"));
        assert_eq!(decoded("IyEvYmlu\nL2Jhc2g=\n").as_deref(), Some("#!/bin/bash"));
        assert_eq!(decoded("IyEvYmluL2Jhc2g").as_deref(), Some("#!/bin/bash"));
        assert_eq!(decoded("#!/bin/bash"), None);
        assert_eq!(decoded("/w=="), None);
    }

    #[test]
    fn the_first_line_that_differs_is_shown() {
        let (left, right) = line_that_differs(Some("#!/bin/sh\na\nb\n"), Some("#!/bin/sh\na\n"));
        assert_eq!(
            (left.as_deref(), right.as_deref()),
            (Some("line 3: b"), Some("line 3: ends"))
        );
        assert_eq!(line_that_differs(None, Some("x\ny")), (None, Some("x".to_owned())));
    }
}
