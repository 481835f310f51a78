//! Words in messages: what was probably meant, lists of names, quotes of bounded length.

/// Longest name that is compared; everything people mistype is shorter.
const LONGEST: usize = 64;

/// The name in `known` that `written` was probably meant to be: the same but for case, or at most
/// one slip (a letter missing, added, changed, or two swapped) for every three letters.
pub fn similar<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted: Vec<char> = written.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter(|name| *name != written)
        .filter_map(|name| {
            let letters: Vec<char> = name.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
            let allowed = wanted.len().max(letters.len()) / 3;
            let distance = distance(&wanted, &letters);
            (distance <= allowed).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

/// `` `a`, `b` and `c` ``
pub fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first line of `text`, at most 60 characters of it: messages quote what somebody wrote, but
/// not megabytes of it.
pub fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let end = line.char_indices().nth(60).map_or(line.len(), |(end, _)| end);
    if end == text.len() {
        text.to_owned()
    } else {
        format!("{}…", &line[..end])
    }
}

/// Optimal string alignment distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["ExecuteBash", "ExecuteBinary", "S3Download", "UpdateOS"];
        assert_eq!(similar("ExecuteBsh", known), Some("ExecuteBash"));
        assert_eq!(similar("executebash", known), Some("ExecuteBash"));
        assert_eq!(similar("ExceuteBinary", known), Some("ExecuteBinary"));
        assert_eq!(similar("S3Dwonlod", known), Some("S3Download"));
        assert_eq!(similar("RunCommand", known), None);
        assert_eq!(similar("", known), None);
    }

    #[test]
    fn quotes_stay_short() {
        assert_eq!(shorten("a\nb"), "a…");
        assert_eq!(shorten(&"é".repeat(100)).chars().count(), 61);
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
