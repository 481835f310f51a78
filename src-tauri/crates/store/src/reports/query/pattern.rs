//! Patterns of the query language.

use ingot_report::query::Pattern;

/// Whether a text, or its absence, meets a pattern. Letter case of ASCII letters does not matter.
pub(crate) fn is_met(pattern: &Pattern, text: Option<&str>) -> bool {
    match (pattern, text) {
        (Pattern::Absent, text) => text.is_none(),
        (_, None) => false,
        (Pattern::Exact(wanted), Some(text)) => text.eq_ignore_ascii_case(wanted),
        (Pattern::Part(part), Some(text)) => has_part(text, part),
        (Pattern::Glob(glob), Some(text)) => matches_glob(text.as_bytes(), glob.as_bytes()),
    }
}

/// Whether `part` is somewhere in `text`.
pub(crate) fn has_part(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

/// `*` stands for any text. Goes back to the last star alone, so that many stars cost no more than one.
fn matches_glob(text: &[u8], glob: &[u8]) -> bool {
    let (mut at, mut wanted) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (glob.get(wanted), text.get(at)) {
            (Some(b'*'), _) => {
                star = Some((wanted + 1, at));
                wanted += 1;
            }
            (Some(want), Some(have)) if want.eq_ignore_ascii_case(have) => {
                at += 1;
                wanted += 1;
            }
            (None, None) => return true,
            _ => match star {
                Some((behind, from)) if from < text.len() => {
                    star = Some((behind, from + 1));
                    at = from + 1;
                    wanted = behind;
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text_and_nothing_else_is_special() {
        let glob = |glob: &str, text: &str| is_met(&Pattern::Glob(glob.into()), Some(text));
        assert!(glob("openssl*", "OpenSSL-libs") && glob("*ssl*", "openssl") && glob("*", ""));
        assert!(glob("a*b*c", "aXbYbZc") && !glob("a*b*c", "aXbYbZ"));
        assert!(!glob("open", "openssl") && !glob("o?en*", "openssl") && glob("a%_", "a%_"));
        let hostile = format!("{}c", "a*".repeat(200));
        assert!(!glob(&hostile, &"a".repeat(5_000)));
    }
}
