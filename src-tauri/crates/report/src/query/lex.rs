//! The pieces a query is typed in: brackets, `or`, `not`, and terms with their values.

use std::ops::Range;

/// Longest query, in characters.
pub const MAX_CHARACTERS: usize = 4_000;

/// One piece, with its place in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub range: Range<usize>,
    pub kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Or,
    And,
    /// `not`, or a `-` before what it is about.
    Not,
    Term(Term),
}

/// A word, or a key with its values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// As written, with its place.
    pub key: Option<(String, Range<usize>)>,
    /// At least one; of a word exactly one.
    pub values: Vec<Value>,
    /// A quotation mark has no partner.
    pub unclosed: bool,
}

/// A value as written: each character, and whether it stood in quotes, where it means nothing but itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Value {
    pub range: Range<usize>,
    pub characters: Vec<(char, bool)>,
    /// Something was quoted, if only nothing at all.
    pub quoted: bool,
}

impl Value {
    pub fn text(&self) -> String {
        self.characters.iter().map(|&(character, _)| character).collect()
    }

    /// Whether it is exactly this, with nothing in quotes.
    pub fn is_plain(&self, text: &str) -> bool {
        !self.quoted && self.text() == text
    }

    pub fn starts_plain(&self, first: char) -> bool {
        self.characters.first() == Some(&(first, false))
    }
}

/// Cuts a query into its pieces. Every text can be cut; what is odd about it is found later.
pub(super) fn tokens(text: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&character) = text.get(at) {
        let single = match character {
            _ if character.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Some(TokenKind::Open),
            ')' => Some(TokenKind::Close),
            '-' => Some(TokenKind::Not),
            _ => None,
        };
        if let Some(kind) = single {
            tokens.push(Token {
                range: at..at + 1,
                kind,
            });
            at += 1;
            continue;
        }
        let (end, term) = term(text, at);
        let word = match (&term.key, term.values.as_slice()) {
            (None, [value]) if !value.quoted => value.text().to_ascii_lowercase(),
            _ => String::new(),
        };
        let kind = match word.as_str() {
            "or" => TokenKind::Or,
            "and" => TokenKind::And,
            "not" => TokenKind::Not,
            _ => TokenKind::Term(term),
        };
        tokens.push(Token { range: at..end, kind });
        at = end;
    }
    tokens
}

/// Whether a key may be written with this character. Digits are not among them: `2:3.0.2-1` is a version.
pub(super) fn is_of_key(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '_' | '-')
}

fn term(text: &[char], start: usize) -> (usize, Term) {
    let mut at = start;
    let mut key = None;
    let letters = text.iter().skip(start).take_while(|&&c| is_of_key(c)).count();
    if letters > 0 && text.get(start + letters) == Some(&':') {
        let name = text.iter().skip(start).take(letters).collect();
        key = Some((name, start..start + letters));
        at = start + letters + 1;
    }
    let mut values = Vec::new();
    let mut value = Value {
        range: at..at,
        ..Value::default()
    };
    let mut in_quotes = false;
    while let Some(&character) = text.get(at) {
        match character {
            '"' => {
                in_quotes = !in_quotes;
                value.quoted = true;
            }
            '\\' if in_quotes && matches!(text.get(at + 1), Some('"' | '\\')) => {
                at += 1;
                value.characters.extend(text.get(at).map(|&escaped| (escaped, true)));
            }
            _ if in_quotes => value.characters.push((character, true)),
            _ if character.is_whitespace() || matches!(character, '(' | ')') => break,
            ',' if key.is_some() => {
                value.range.end = at;
                values.push(std::mem::take(&mut value));
                value.range = at + 1..at + 1;
            }
            _ => value.characters.push((character, false)),
        }
        at += 1;
    }
    value.range.end = at;
    values.push(value);
    let term = Term {
        key,
        values,
        unclosed: in_quotes,
    };
    (at, term)
}
