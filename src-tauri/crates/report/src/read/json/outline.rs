//! What a JSON text is like: its first keys and elements, down to a few levels. Formats are recognised by it.

use super::super::ReadError;
use super::super::stream::Stream;
use super::scanner::{Fault, Scanner, Until};

/// How deep an outline goes.
const LEVELS: usize = 6;
/// How many members of one object it keeps.
const MEMBERS: usize = 64;
/// How many objects of one array it keeps.
const ELEMENTS: usize = 8;
/// Longest text it keeps, and how much of an element it looks at.
const TEXT: usize = 256;
const ELEMENT: usize = 64 << 10;

/// A value without most of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) enum Outline {
    /// The first members, in the order of the file.
    Object(Vec<(String, Outline)>),
    /// The first elements that are objects with members, and whether there is any element at all.
    Array {
        objects: Vec<Outline>,
        empty: bool,
    },
    Text(String),
    /// A number, `true`, `false` or `null`, as written.
    Scalar(String),
    /// Deeper than an outline goes, or cut off before it says anything.
    Unknown,
}

impl Outline {
    /// The outline of the first document of `stream`, and why the text is no JSON, if it is none.
    pub fn of(stream: Stream<'_>) -> Result<(Self, Option<String>), ReadError> {
        let mut scanner = Scanner::new(stream);
        let mut fault = None;
        let outline = outline(&mut scanner, 0, &mut fault)?;
        Ok((outline, fault))
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text of the member `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let members = match self {
            Self::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().map(|(name, _)| name.as_str())
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array { .. })
    }

    /// The objects of an array, as far as the outline has them; none of anything else.
    pub fn objects(&self) -> &[Self] {
        match self {
            Self::Array { objects, .. } => objects,
            _ => &[],
        }
    }
}

/// The value that begins here. Goes at most [`LEVELS`] deep; what is wrong with the text goes to `fault`.
fn outline(scanner: &mut Scanner<'_>, level: usize, fault: &mut Option<String>) -> Result<Outline, ReadError> {
    Ok(match scanner.peek()? {
        Some(b'{' | b'[') if level == LEVELS => Outline::Unknown,
        Some(b'{') => {
            scanner.stream.advance(1);
            let mut members = Vec::new();
            note(object(scanner, level, &mut members), scanner, fault)?;
            Outline::Object(members)
        }
        Some(b'[') => {
            scanner.stream.advance(1);
            let (mut objects, mut empty) = (Vec::new(), true);
            note(array(scanner, level, &mut objects, &mut empty), scanner, fault)?;
            Outline::Array { objects, empty }
        }
        Some(_) => {
            scanner.sample(Until::Closer(b'}'), TEXT)?;
            scalar(&scanner.value)
        }
        None => Outline::Unknown,
    })
}

fn object(scanner: &mut Scanner<'_>, level: usize, members: &mut Vec<(String, Outline)>) -> Result<(), Fault> {
    while let Some(key) = scanner.next_key()? {
        let known = members.iter().any(|(name, _)| *name == key);
        if members.len() == MEMBERS || known {
            scanner.skip(Until::Closer(b'}'))?;
        } else {
            let value = match scanner.peek()? {
                Some(b'{' | b'[') if level + 1 < LEVELS => {
                    let mut inner = None;
                    let value = outline(scanner, level + 1, &mut inner)?;
                    if let Some(reason) = inner {
                        members.push((key, value));
                        return Err(Fault::Broken(reason));
                    }
                    value
                }
                Some(b'{' | b'[') => {
                    scanner.skip(Until::Closer(b'}'))?;
                    Outline::Unknown
                }
                _ => {
                    scanner.sample(Until::Closer(b'}'), TEXT)?;
                    scalar(&scanner.value)
                }
            };
            members.push((key, value));
        }
        scanner.after_member()?;
    }
    Ok(())
}

fn array(scanner: &mut Scanner<'_>, level: usize, objects: &mut Vec<Outline>, empty: &mut bool) -> Result<(), Fault> {
    while scanner.next_element()? {
        *empty = false;
        let wanted = objects.len() < ELEMENTS && level + 1 < LEVELS && scanner.peek()? == Some(b'{');
        if wanted {
            // An element is looked at by itself, so that a broken one does not hide the next.
            scanner.sample(Until::Closer(b']'), ELEMENT)?;
            let element = std::mem::take(&mut scanner.value);
            let mut inside = Scanner::new(Stream::of_bytes(&element));
            let object = outline(&mut inside, level + 1, &mut None)?;
            if object.keys().next().is_some() {
                objects.push(object);
            }
        } else {
            scanner.skip(Until::Closer(b']'))?;
        }
        scanner.after_element()?;
    }
    Ok(())
}

fn note(outcome: Result<(), Fault>, scanner: &Scanner<'_>, fault: &mut Option<String>) -> Result<(), ReadError> {
    match outcome {
        Ok(()) => Ok(()),
        Err(Fault::Read(error)) => Err(error),
        Err(Fault::Broken(reason)) => {
            let line = scanner.stream.line();
            fault.get_or_insert(if reason.contains(" at line ") {
                reason
            } else {
                format!("{reason} at line {line}")
            });
            Ok(())
        }
    }
}

fn scalar(json: &[u8]) -> Outline {
    match serde_json::from_slice::<String>(json) {
        Ok(text) => Outline::Text(text),
        Err(_) if json.first() == Some(&b'"') => Outline::Text(String::from_utf8_lossy(json).into_owned()),
        Err(_) => Outline::Scalar(String::from_utf8_lossy(json.trim_ascii()).into_owned()),
    }
}
