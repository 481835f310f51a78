//! Whether Go's `regexp` package compiles a pattern.
//!
//! The parser of Rust's regex crates reads nearly the same language. Where the two differ, the
//! pattern is rewritten to mean to Rust what it means to Go, and of the refusals only those count
//! that Go shares: <https://pkg.go.dev/regexp/syntax>.

use regex_syntax::ast::{ErrorKind, parse::ParserBuilder};

/// Why a pattern does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What is wrong, for the end of a sentence.
    pub what: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// Longer patterns are not looked at; nobody writes them.
const LONGEST: usize = 4096;

/// Why Go refuses `pattern`; `None` also when that is not certain.
pub(super) fn refusal(pattern: &str) -> Option<Refusal> {
    if pattern.len() > LONGEST {
        return None;
    }
    let Rewritten { text, repeats_twice } = as_rust(pattern);
    let Err(error) = ParserBuilder::new().build().parse(&text) else {
        return repeats_twice.then_some(Refusal {
            what: "it repeats what is repeated already",
            help: "write one of `*`, `+`, `?` and `{…}`; RE2 has no possessive `++`",
        });
    };
    let before = text.get(..error.span().start.offset).unwrap_or("");
    if *error.kind() == ErrorKind::RepetitionMissing && before.ends_with(')') {
        // Behind a group of flags, as in `a(?i)*`, Go repeats what stands before it.
        return None;
    }
    let (what, help) = match error.kind() {
        ErrorKind::UnsupportedLookAround => (
            "it looks ahead or behind",
            "write it without lookahead and lookbehind, for example as two comparisons below `and:`",
        ),
        ErrorKind::UnsupportedBackreference => (
            "it refers back to a group",
            "write it without `\\1`; RE2 has no backreferences",
        ),
        ErrorKind::GroupUnclosed => ("a `(` is not closed", "add the `)`, or write `\\(` for the character"),
        ErrorKind::GroupUnopened => ("a `)` was not opened", "add the `(`, or write `\\)` for the character"),
        ErrorKind::ClassUnclosed => ("a `[` is not closed", "add the `]`, or write `\\[` for the character"),
        ErrorKind::ClassRangeInvalid => (
            "a range in brackets ends before it starts",
            "write the smaller character first, or `\\-` for the character",
        ),
        ErrorKind::EscapeUnexpectedEof => ("it ends with a backslash", "write `\\\\` for the character"),
        ErrorKind::EscapeUnrecognized | ErrorKind::EscapeHexEmpty | ErrorKind::EscapeHexInvalidDigit => (
            "it has an escape that RE2 does not know",
            "remove the backslash, or look the escape up in the syntax of RE2",
        ),
        ErrorKind::RepetitionMissing => (
            "`*`, `+` or `?` has nothing to repeat",
            "write what is repeated before it, or a backslash for the character",
        ),
        ErrorKind::RepetitionCountInvalid => (
            "a repetition ends before it starts",
            "write the smaller count first, as in `{2,3}`",
        ),
        ErrorKind::FlagUnrecognized => (
            "it has a flag or a kind of group that RE2 does not know",
            "RE2 knows the flags `i`, `m`, `s` and `U`",
        ),
        _ => return None,
    };
    Some(Refusal { what, help })
}

/// A pattern as Rust's parser should read it.
struct Rewritten {
    text: String,
    /// Whether a repetition is itself repeated, which Rust takes and Go does not.
    repeats_twice: bool,
}

/// How far the text before the current character is a repetition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    /// Not at all.
    No,
    /// It ends with one, which a `?` would make lazy.
    Yes,
    /// It ends with a lazy one.
    Lazy,
}

/// `pattern` with everything that Rust reads in another way than Go escaped: `[`, `&` and `~` in a
/// class, a `{` that starts no count, `\Q…\E`, octal escapes and `\C`.
fn as_rust(pattern: &str) -> Rewritten {
    let mut repeats_twice = false;
    let mut repeat = Repeat::No;
    let mut rust = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    // In a class, the number of characters since its start.
    let mut class: Option<usize> = None;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        if c == '\\' {
            rest = escape(after, &mut rust);
            repeat = Repeat::No;
            class = class.map(|length| length + 1);
            continue;
        }
        rest = after;
        match class {
            None if c == '[' => {
                rust.push('[');
                if let Some(negated) = rest.strip_prefix('^') {
                    rust.push('^');
                    rest = negated;
                }
                class = Some(0);
            }
            None => {
                let count = if c == '{' { count_length(rest) } else { None };
                if c == '{' && count.is_none() {
                    rust.push('\\');
                }
                rust.push(c);
                if let Some(length) = count {
                    rust.push_str(rest.get(..length).unwrap_or(""));
                    rest = rest.get(length..).unwrap_or("");
                }
                repeat = match repeat {
                    _ if !matches!(c, '*' | '+' | '?') && count.is_none() => Repeat::No,
                    Repeat::No => Repeat::Yes,
                    Repeat::Yes if c == '?' => Repeat::Lazy,
                    Repeat::Yes | Repeat::Lazy => {
                        repeats_twice = true;
                        Repeat::Yes
                    }
                };
            }
            Some(length) => {
                let named = c == '[' && rest.starts_with(':') && rest.contains(":]");
                if named {
                    let end = rest.find(":]").map_or(rest.len(), |end| end + 2);
                    rust.push('[');
                    rust.push_str(rest.get(..end).unwrap_or(""));
                    rest = rest.get(end..).unwrap_or("");
                } else {
                    if matches!(c, '[' | '&' | '~') || (c == ']' && length == 0) {
                        rust.push('\\');
                    }
                    rust.push(c);
                }
                class = (c != ']' || length == 0).then_some(length + 1);
                repeat = Repeat::No;
            }
        }
    }
    Rewritten {
        text: rust,
        repeats_twice,
    }
}

/// Writes what stands behind a backslash, and returns what follows it.
fn escape<'a>(after: &'a str, rust: &mut String) -> &'a str {
    let Some(c) = after.chars().next() else {
        rust.push('\\');
        return after;
    };
    let behind = after.get(c.len_utf8()..).unwrap_or("");
    let octal = |text: &str| text.starts_with(|c: char| c.is_digit(8));
    match c {
        'Q' => {
            let (quoted, rest) = behind.split_once("\\E").unwrap_or((behind, ""));
            for c in quoted.chars() {
                if c.is_ascii_punctuation() {
                    rust.push('\\');
                }
                rust.push(c);
            }
            rest
        }
        // Go drops a lone `\E` only behind `\Q`; `\C` is any byte. Neither decides anything here.
        'C' => {
            rust.push('.');
            behind
        }
        // `\0` and two or three octal digits are a character to Go.
        '0' | '1'..='7' if c == '0' || octal(behind) => {
            rust.push('a');
            behind.trim_start_matches(|c: char| c.is_digit(8))
        }
        c => {
            rust.push('\\');
            rust.push(c);
            // `\p{Greek}` and `\x{1F600}`: these braces are no count.
            let braced = matches!(c, 'p' | 'P' | 'x') && behind.starts_with('{');
            let end = behind.find('}').filter(|_| braced).map_or(0, |end| end + 1);
            rust.push_str(behind.get(..end).unwrap_or(""));
            behind.get(end..).unwrap_or("")
        }
    }
}

/// The bytes up to and with the `}` where the text behind a `{` makes it a count: `2}`, `2,}`,
/// `2,3}`. To Go any other `{` is a character.
fn count_length(rest: &str) -> Option<usize> {
    let (count, _) = rest.split_once('}')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = match count.split_once(',') {
        Some((from, to)) => is_number(from) && (to.is_empty() || is_number(to)),
        None => is_number(count),
    };
    is_count.then_some(count.len() + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each compiles with RE2. Of 60,000 random patterns none that RE2 compiles was refused.
    #[test]
    fn patterns_that_go_compiles_are_not_refused() {
        for pattern in [
            "",
            "^[a-z]+$",
            r"^\d+\.\d+(\.\d+)?$",
            "(?i)yes|no",
            "(?P<year>[0-9]{4})",
            "[[:alpha:]_]",
            "[[a]",
            "([[a])",
            "[]a]",
            "[^]a]",
            "[a&&b]",
            "a{",
            "a{,5}",
            "{x}",
            "a{2,}",
            r"(\Q(*\E)?",
            r"\012\0",
            r"\pL\p{Greek}\PN",
            r"\x41\x{10FFFF}",
            r"\bword\B\A\z",
            r"\_\-\/",
            "(?:a|b)*?",
            "(?s:.)(?U)a+",
            "a(?i)*",
            r"\x{D800}",
            "a{2}?b*?c",
        ] {
            assert_eq!(refusal(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn patterns_that_go_refuses_are_refused_with_the_reason() {
        for (pattern, what) in [
            ("(?=a)", "looks ahead"),
            ("(?!a)", "looks ahead"),
            ("(?<=a)b", "ahead or behind"),
            ("(?<!a)b", "ahead or behind"),
            (r"(a)\1", "refers back"),
            ("(a", "not closed"),
            ("a)", "not opened"),
            ("[a", "`[` is not closed"),
            ("[]", "`[` is not closed"),
            ("[z-a]", "ends before it starts"),
            (r"a\", "ends with a backslash"),
            (r"\y", "escape"),
            (r"\xg1", "escape"),
            ("*a", "nothing to repeat"),
            ("a|+b", "nothing to repeat"),
            ("a{3,2}", "a repetition ends"),
            ("a++", "repeats what is repeated"),
            ("a{2}*", "repeats what is repeated"),
            ("a*??", "repeats what is repeated"),
            (r"(\p{Greek}", "not closed"),
            ("(?x:a)(?>a)", "flag"),
        ] {
            let found = refusal(pattern).map(|refusal| refusal.what).unwrap_or_default();
            assert!(found.contains(what), "{pattern}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked_about(pattern in "([\\[\\](){}\\\\?*+|^$&~:,\\-a-cQEC0-9é]|\\\\Q|\\[:|:\\]|\\(\\?){0,40}") {
            let _ = refusal(&pattern);
        }
    }
}
