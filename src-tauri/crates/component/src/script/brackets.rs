//! What a PowerShell script lacks: the quote, bracket or here-string that is not closed.
//!
//! <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>

use super::Imbalance;

/// The first bracket or quote of `script` without its other half; `None` when there is none, or
/// when the script uses something this reader does not know.
pub fn unclosed(script: &str) -> Option<Imbalance> {
    // Curly quotes are quotes too, and `--%` hands the rest of a line to another program.
    if script.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) || script.contains("--%") {
        return None;
    }
    let bytes = script.as_bytes();
    // Open brackets; `"` stands for a text in which `$(` was opened.
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = script.get(at..)?;
        let starts_word = at == 0
            || bytes
                .get(at - 1)
                .is_some_and(|&before| b" \t\n\r;(){}|,=&".contains(&before));
        at += match byte {
            b'`' => 1 + script.get(at + 1..)?.chars().next().map_or(0, char::len_utf8),
            b'#' if starts_word => rest.find('\n').unwrap_or(rest.len()),
            b'<' if rest.starts_with("<#") => match rest.find("#>") {
                Some(end) => end + 2,
                None => return Some(never_closed(at, "<#", "#>")),
            },
            b'@' if rest.starts_with("@'") || rest.starts_with("@\"") => {
                let (opening, closing) = if rest.starts_with("@'") {
                    ("@'", "\n'@")
                } else {
                    ("@\"", "\n\"@")
                };
                // Only what ends its line opens a here-string.
                if !rest.get(2..)?.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                    return None;
                }
                match rest.find(closing) {
                    Some(end) => end + closing.len(),
                    None => return Some(never_closed(at, opening, closing.trim_start())),
                }
            }
            b'\'' => match rest.get(1..)?.find('\'') {
                Some(end) => end + 2,
                None => return Some(never_closed(at, "'", "'")),
            },
            b'"' => match text_ends(rest.get(1..)?) {
                Some(end) => end + 2,
                None if rest.contains("$(") => return None,
                None => return Some(never_closed(at, "\"", "\"")),
            },
            b'$' if rest.starts_with("${") => rest.find('}')? + 1,
            b'(' | b'{' => {
                open.push((at, byte));
                1
            }
            b')' | b'}' => {
                let expected = if byte == b')' { b'(' } else { b'{' };
                match open.pop() {
                    Some((_, opened)) if opened == expected => {}
                    Some((start, opened)) => return Some(bracket(start, opened)),
                    None => {
                        let (closing, opening) = if byte == b')' { (')', '(') } else { ('}', '{') };
                        return Some(Imbalance {
                            range: at..at + 1,
                            message: format!("PowerShell does not expect `{closing}` here"),
                            help: format!("remove it, or add the `{opening}` that it closes"),
                            goes_on: false,
                        });
                    }
                }
                1
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    open.pop().map(|(start, opened)| bracket(start, opened))
}

/// Where the text that `rest` is the inside of ends: at its quote, which may not be escaped,
/// doubled, or inside of `$(…)`.
fn text_ends(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'`' => 2,
            b'$' if depth == 0 && bytes.get(at + 1) == Some(&b'(') => {
                depth = 1;
                2
            }
            b'(' if depth > 0 => {
                depth += 1;
                1
            }
            b')' if depth > 0 => {
                depth -= 1;
                1
            }
            b'"' if depth == 0 && bytes.get(at + 1) == Some(&b'"') => 2,
            b'"' if depth == 0 => return Some(at),
            _ => 1,
        };
    }
    None
}

fn bracket(start: usize, opened: u8) -> Imbalance {
    if opened == b'(' {
        never_closed(start, "(", ")")
    } else {
        never_closed(start, "{", "}")
    }
}

fn never_closed(at: usize, opening: &str, closing: &str) -> Imbalance {
    let quote = matches!(opening, "'" | "\"");
    Imbalance {
        range: at..at + opening.len(),
        message: match quote {
            true => "this quote is never closed".to_owned(),
            false => format!("`{opening}` is never closed: `{closing}` is missing"),
        },
        help: match opening {
            "@'" | "@\"" => format!("write `{closing}` at the very start of a line of its own"),
            _ if quote => "close it, or look for the quote further up that is missing".to_owned(),
            _ => format!("add `{closing}` where it should end"),
        },
        goes_on: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_are_closed_are_left_alone() {
        for script in [
            "if ($a) { 'x)' } else { \"y}\" }",
            "$x = @'\n it's }\n'@\nfoo",
            "# it's\n<# ( #> a",
            "\"a `\" b\" + \"a \"\" b\"",
            "\"$(Get-Item \"a b\")\"",
            "'it''s'",
            "echo a`)b",
            "${env:ProgramFiles(x86)}",
            "foo#bar",
        ] {
            assert_eq!(unclosed(script), None, "{script}");
        }
    }

    #[test]
    fn what_is_not_closed_is_named() {
        for (script, at, word) in [
            ("if ($a) { b", 8, "`}` is missing"),
            ("foo (bar", 4, "`)` is missing"),
            ("a }", 2, "does not expect `}`"),
            ("a 'b", 2, "quote is never closed"),
            ("a \"b", 2, "quote is never closed"),
            ("$x = @'\n a\n '@\n", 5, "`'@` is missing"),
            ("( a }", 0, "`)` is missing"),
        ] {
            let found = unclosed(script);
            let found = found
                .as_ref()
                .map(|found| (found.range.start, found.message.contains(word)));
            assert_eq!(found, Some((at, true)), "{script}");
        }
    }
}
