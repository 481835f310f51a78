//! XML of any size: hands over the elements at given paths, one at a time, each as a small tree.
//!
//! Nothing outside the file is ever fetched and no entity is expanded but the five that XML has and characters by
//! number; a document that declares its own is refused.

mod limited;
mod node;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::stream::Stream;
use super::{ReadError, Source};
use limited::Limited;
pub(super) use node::Node;
use node::start;

/// Longest entry, and longest single text or tag.
const LONGEST: usize = 8 << 20;
/// Deepest nesting inside an entry, and of the whole document.
const DEEPEST_ENTRY: usize = 100;
const DEEPEST: usize = 10_000;

/// One element at a path that was asked for.
pub(super) struct Element<'a> {
    /// Which of the paths it is at: its position from 0.
    pub path: usize,
    /// For the element and each one around it, from the root: its position among its siblings, from 0.
    pub indices: &'a [u64],
    /// The attributes of each element around it, from the root.
    pub around: &'a [Vec<(String, String)>],
    /// Line of its `<`.
    pub line: u64,
    pub node: Result<Node, String>,
}

/// Where and why a document stopped making sense.
pub(super) type BrokenOff = Option<(u64, String)>;

/// What gets the elements; its errors end the walk.
pub(super) type Sink<'s> = dyn FnMut(Element<'_>) -> Result<(), ReadError> + 's;

/// Hands every element of `source` at one of the `paths` (names from the root, joined by `/`) to `sink`, in the order
/// of the file. No path may lead through another one.
///
/// # Errors
/// Those of `sink` and of reading, and [`ReadError::NotAReport`] if the document declares entities.
pub(super) fn walk(source: &dyn Source, paths: &[&str], sink: &mut Sink<'_>) -> Result<BrokenOff, ReadError> {
    let mut reader = reader(Stream::open(source)?);
    let mut walk = Walk {
        paths: paths.iter().map(|path| path.split('/').collect()).collect(),
        names: Vec::new(),
        indices: Vec::new(),
        around: Vec::new(),
        next: vec![0],
        entry: None,
        ended: false,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().since = 0;
        let line = reader.get_ref().stream.line();
        let reason = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) if walk.names.is_empty() && walk.ended => return Ok(None),
            Ok(Event::Eof) => {
                walk.fail("the file ends inside this entry", sink)?;
                ENDS.into()
            }
            Ok(event) => match walk.event(event, line, sink)? {
                None => continue,
                Some(reason) => reason,
            },
            Err(error) => match reader.get_mut().failed.take() {
                Some(source) => return Err(ReadError::Io { line, source }),
                None => {
                    let cut =
                        matches!(error, quick_xml::Error::Syntax(_)) && reader.get_mut().stream.chunk()?.is_empty();
                    let reason = if reader.get_ref().since > LONGEST {
                        format!("a text is longer than {} MiB", LONGEST >> 20)
                    } else if cut {
                        "the file ends inside this entry".into()
                    } else {
                        format!("it is not well-formed XML: {error}")
                    };
                    walk.fail(&reason, sink)?;
                    if cut { ENDS.into() } else { reason }
                }
            },
        };
        return Ok(Some((reader.get_ref().stream.line(), reason)));
    }
}

/// What a document is, by its first tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Root {
    /// The root element that `text` begins with, or why there is none.
    pub fn of(stream: Stream<'_>) -> Result<Self, String> {
        let mut reader = reader(stream);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => {
                    let node = start(&tag).unwrap_or_default();
                    return Ok(Self {
                        name: tag.local_name().as_ref().to_owned(),
                        attributes: node.attributes,
                    });
                }
                Ok(Event::DocType(text)) if declares_entities(&text) => return Err(ENTITIES.into()),
                Ok(Event::Eof) => return Err("it is XML without an element".into()),
                Ok(_) => {}
                Err(error) => return Err(format!("it is not well-formed XML: {error}")),
            }
        }
    }
}

const ENDS: &str = "the file ends before the report does";
const ENTITIES: &str = "it declares XML entities of its own, which no scanner's report does";

fn declares_entities(doctype: &str) -> bool {
    doctype.contains("<!ENTITY")
}

fn reader(stream: Stream<'_>) -> Reader<Limited<'_>> {
    let mut reader = Reader::from_reader(Limited {
        stream,
        since: 0,
        failed: None,
    });
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    // `AT&T`: not XML, and plain enough.
    config.allow_dangling_amp = true;
    reader
}

struct Walk<'p> {
    paths: Vec<Vec<&'p str>>,
    /// The names of the elements around this place, from the root.
    names: Vec<String>,
    indices: Vec<u64>,
    /// The attributes of the elements around this place; none of those inside an entry.
    around: Vec<Vec<(String, String)>>,
    /// For each level, how many elements it has had.
    next: Vec<u64>,
    entry: Option<Entry>,
    /// The root element was closed.
    ended: bool,
}

/// The element that is being collected.
struct Entry {
    path: usize,
    line: u64,
    /// From the element itself to the innermost one that is open.
    open: Vec<Node>,
    /// How many levels deeper than `open` the place is, in what is not kept.
    below: usize,
    bytes: usize,
    error: Option<String>,
}

impl Walk<'_> {
    /// Why the document cannot be read on, if so.
    fn event(&mut self, event: Event<'_>, line: u64, sink: &mut Sink<'_>) -> Result<Option<String>, ReadError> {
        match event {
            Event::Start(_) if self.ended => return Ok(Some("there is other text after the end of the report".into())),
            Event::Start(tag) => {
                if self.names.len() >= DEEPEST {
                    self.fail("the entry nests too deep", sink)?;
                    return Ok(Some(format!("it nests deeper than {DEEPEST} levels")));
                }
                self.open(&tag, line);
            }
            Event::End(_) => self.close(sink)?,
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => self.text(character.encode_utf8(&mut [0; 4])),
                Ok(None) => match quick_xml::escape::resolve_predefined_entity(&reference) {
                    Some(text) => self.text(text),
                    None => self.reject(format!("`&{};` is no entity that XML has", &*reference)),
                },
                Err(error) => self.reject(error.to_string()),
            },
            Event::DocType(text) if declares_entities(&text) => {
                return Err(ReadError::NotAReport {
                    reason: ENTITIES.into(),
                });
            }
            _ => {}
        }
        Ok(None)
    }

    fn open(&mut self, tag: &BytesStart<'_>, line: u64) {
        let name = tag.local_name().as_ref().to_owned();
        let index = self.next.last_mut().map_or(0, |next| {
            *next += 1;
            *next - 1
        });
        self.indices.push(index);
        self.next.push(0);
        self.names.push(name);
        match &mut self.entry {
            Some(entry) => entry.open(tag),
            None => {
                let Some(path) = self.paths.iter().position(|path| path == &self.names) else {
                    let attributes = start(tag).map(|node| node.attributes).unwrap_or_default();
                    self.around.push(attributes);
                    return;
                };
                let mut entry = Entry {
                    path,
                    line,
                    open: Vec::new(),
                    below: 0,
                    bytes: 0,
                    error: None,
                };
                entry.open(tag);
                self.entry = Some(entry);
            }
        }
    }

    fn close(&mut self, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        if let Some(entry) = &mut self.entry
            && let Some(node) = entry.close()
            && let Some(entry) = self.entry.take()
        {
            self.hand_over(entry, node, sink)?;
        }
        self.names.pop();
        self.around.truncate(self.names.len());
        self.indices.pop();
        self.next.pop();
        self.ended = self.names.is_empty();
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(entry) = &mut self.entry {
            entry.text(text);
        }
    }

    fn reject(&mut self, reason: String) {
        if let Some(entry) = &mut self.entry {
            entry.error.get_or_insert(reason);
        }
    }

    /// Rejects the entry that is open, if one is.
    fn fail(&mut self, reason: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        self.reject(reason.to_owned());
        match self.entry.take() {
            Some(entry) => {
                let depth = self.names.len().saturating_sub(entry.open.len() + entry.below);
                self.indices.truncate(depth + 1);
                self.hand_over(entry, Node::default(), sink)
            }
            None => Ok(()),
        }
    }

    fn hand_over(&self, entry: Entry, node: Node, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        sink(Element {
            path: entry.path,
            indices: &self.indices,
            around: &self.around,
            line: entry.line,
            node: match entry.error {
                Some(reason) => Err(reason),
                None => Ok(node),
            },
        })
    }
}

impl Entry {
    fn open(&mut self, tag: &BytesStart<'_>) {
        self.count(tag.len());
        if self.error.is_some() {
            self.below += 1;
            return;
        }
        if self.open.len() >= DEEPEST_ENTRY {
            self.error = Some(format!("the entry nests deeper than {DEEPEST_ENTRY} levels"));
            self.below += 1;
            return;
        }
        match start(tag) {
            Ok(node) => self.open.push(node),
            Err(reason) => {
                self.error = Some(reason);
                self.below += 1;
            }
        }
    }

    /// The whole element, when it is the one that ends.
    fn close(&mut self) -> Option<Node> {
        if self.below > 0 {
            self.below -= 1;
            return (self.below == 0 && self.open.is_empty()).then(Node::default);
        }
        let node = self.open.pop()?;
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(node);
                None
            }
            None => Some(node),
        }
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        if self.error.is_none()
            && let Some(node) = self.open.last_mut()
        {
            node.content.push_str(text);
        }
    }

    fn count(&mut self, bytes: usize) {
        // Each element costs memory beyond its text.
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(16);
        if self.bytes > LONGEST && self.error.is_none() {
            self.error = Some(format!("the entry is longer than {} MiB", LONGEST >> 20));
            for node in &mut self.open {
                *node = Node::default();
            }
        }
    }
}
