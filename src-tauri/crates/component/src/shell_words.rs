//! Commands and words of a script, as far as they can be told apart without a grammar.
//!
//! For the places that look for one well-known command, such as `aws s3 cp`, in bash or PowerShell.
//! What it is unsure about it leaves out: it knows quotes, comments and continued lines, and stops
//! at a here-document, because what follows is not run here.

/// A word with its place in the script, without the quotes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// First byte.
    pub start: usize,
    /// Just behind the last byte.
    pub end: usize,
}

/// The commands of `script`, each with at least one word. Takes time linear in the script.
pub(crate) fn commands(script: &str) -> Vec<Vec<Word<'_>>> {
    let mut reader = Reader {
        script,
        commands: Vec::new(),
        words: Vec::new(),
        word: None,
    };
    reader.read();
    reader.commands
}

struct Reader<'a> {
    script: &'a str,
    commands: Vec<Vec<Word<'a>>>,
    words: Vec<Word<'a>>,
    /// Where the current word starts.
    word: Option<usize>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let bytes = self.script.as_bytes();
        let mut quote = None;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied();
            let mut step = 1;
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (Some(b'"'), b'\\') => step = 2,
                (Some(_), _) => {}
                // A line that goes on: `\` in bash, a backtick in PowerShell.
                (None, b'\\' | b'`') if matches!(next, Some(b'\n')) => {
                    self.end_word(at);
                    step = 2;
                }
                (None, b'\'' | b'"') => {
                    self.word.get_or_insert(at);
                    quote = Some(byte);
                }
                (None, b'{') if next == Some(b'{') => {
                    self.word.get_or_insert(at);
                    step = reference_length(bytes, at);
                }
                (None, b'#') if self.word.is_none() => {
                    step = bytes
                        .iter()
                        .skip(at)
                        .position(|&byte| byte == b'\n')
                        .unwrap_or(bytes.len() - at);
                }
                (None, b'<') if next == Some(b'<') && bytes.get(at + 2) != Some(&b'<') => break,
                (None, b'\n' | b';' | b'|' | b'&' | b'(' | b')' | b'`') => self.end_command(at),
                (None, b' ' | b'\t' | b'\r') => self.end_word(at),
                (None, _) => {
                    self.word.get_or_insert(at);
                }
            }
            at += step;
        }
        self.end_command(at.min(bytes.len()));
    }

    fn end_word(&mut self, end: usize) {
        let Some(start) = self.word.take() else { return };
        let Some(raw) = self.script.get(start..end) else { return };
        let text = raw.trim_matches(['"', '\'']);
        self.words.push(Word { text, start, end });
    }

    fn end_command(&mut self, end: usize) {
        self.end_word(end);
        if !self.words.is_empty() {
            self.commands.push(std::mem::take(&mut self.words));
        }
    }
}

/// Length of the reference that starts at `at`: to its closing braces on the same line, else the
/// two braces.
fn reference_length(bytes: &[u8], at: usize) -> usize {
    // A reference is short; looking no further keeps hostile texts linear.
    const LONGEST: usize = 300;
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    rest.windows(2)
        .take_while(|pair| pair.first() != Some(&b'\n'))
        .position(|pair| pair == b"}}")
        .map_or(2, |close| close + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(script: &str) -> Vec<Vec<&str>> {
        commands(script)
            .into_iter()
            .map(|command| command.into_iter().map(|word| word.text).collect())
            .collect()
    }

    #[test]
    fn commands_end_where_the_shell_ends_them() {
        assert_eq!(
            texts("cd /tmp && aws s3 cp 's3://a b/c' . # why\nls | wc\n"),
            [
                vec!["cd", "/tmp"],
                vec!["aws", "s3", "cp", "s3://a b/c", "."],
                vec!["ls"],
                vec!["wc"]
            ]
        );
    }

    #[test]
    fn continued_lines_and_references_stay_together() {
        assert_eq!(
            texts("aws s3 cp \\\n  s3://{{ Bucket }}/a .\n"),
            [vec!["aws", "s3", "cp", "s3://{{ Bucket }}/a", "."]]
        );
    }

    #[test]
    fn a_here_document_is_not_read() {
        assert_eq!(texts("cat > /a <<EOF\naws s3 ls\nEOF\n"), [vec!["cat", ">", "/a"]]);
    }

    proptest! {
        #[test]
        fn words_lie_where_they_say(script in "([ab#;|\\\\'\"`\n {}<é]|\\{\\{|\\}\\}){0,60}") {
            for word in commands(&script).into_iter().flatten() {
                prop_assert!(script[word.start..word.end].contains(word.text));
            }
        }
    }
}
