//! The Dockerfile template of a container recipe: its placeholders and its stages
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html>).

use ingot_component::Span;

use crate::resources::{Authored, ContainerRecipe, Place};

/// What Image Builder replaces, in the order in which it stands in a template.
pub(super) const NAMES: [&str; 3] = ["parentImage", "environments", "components"];

/// Most placeholders of a template that are looked at; a sensible one has three.
const MOST_PLACEHOLDERS: usize = 100;

/// An inline template.
pub(super) struct Template<'a> {
    pub text: &'a str,
    place: Place<'a>,
}

/// Something that is a placeholder, or was meant to be one.
pub(super) struct Placeholder<'a> {
    /// Behind `imagebuilder:`.
    pub name: &'a str,
    /// From the first brace to the last one.
    pub text: &'a str,
    /// Where it starts in the template.
    pub start: usize,
    /// How often `text` stood in the template before.
    nth: usize,
    braces: (usize, usize),
}

/// A `FROM` of a template.
pub(super) struct Stage<'a> {
    /// What it starts from.
    pub image: &'a str,
    /// What later stages may call it.
    pub alias: Option<&'a str>,
}

impl<'a> Template<'a> {
    /// The template of a recipe that has it inline.
    pub fn of(container: &'a Authored<ContainerRecipe>) -> Option<Self> {
        let text = container.value.dockerfile_template_data.as_deref()?;
        let place = container.at("dockerfileTemplateData");
        place.exists().then_some(Self { text, place })
    }

    /// The placeholders, well written or not.
    pub fn placeholders(&self) -> Vec<Placeholder<'a>> {
        const PREFIX: &str = "imagebuilder:";
        let mut found: Vec<Placeholder<'a>> = Vec::new();
        for (at, _) in self.text.match_indices(PREFIX) {
            let before = self.text.get(..at).unwrap_or("");
            let after = self.text.get(at + PREFIX.len()..).unwrap_or("");
            let name_end = after.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'));
            let (name, rest) = after
                .split_at_checked(name_end.unwrap_or(after.len()))
                .unwrap_or((after, ""));
            let inner = before.trim_end_matches([' ', '\t']);
            let outer = inner.trim_end_matches('{');
            let opened = inner.len() - outer.len();
            let closing = rest.trim_start_matches([' ', '\t']);
            let closed = closing.len() - closing.trim_start_matches('}').len();
            if opened == 0 {
                continue;
            }
            let start = outer.len();
            let end = if closed == 0 {
                self.text.len() - rest.len()
            } else {
                self.text.len() - closing.len() + closed
            };
            let Some(text) = self.text.get(start..end) else {
                continue;
            };
            let nth = found.iter().filter(|other| other.text == text).count();
            found.push(Placeholder {
                name,
                text,
                start,
                nth,
                braces: (opened, closed),
            });
            if found.len() == MOST_PLACEHOLDERS {
                break;
            }
        }
        found
    }

    /// The stages, in the order of the text. What a command of several lines holds is none.
    pub fn stages(&self) -> Vec<Stage<'a>> {
        let mut stages = Vec::new();
        let mut continues = false;
        let mut here_document: Option<&str> = None;
        for line in self.text.lines() {
            let line = line.trim();
            if let Some(end) = here_document {
                if line == end {
                    here_document = None;
                }
                continue;
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let first_line = !std::mem::replace(&mut continues, line.ends_with('\\'));
            here_document = end_of_here_document(line);
            if let Some(stage) = stage(line).filter(|_| first_line) {
                stages.push(stage);
            }
        }
        stages
    }

    /// Where the `nth` occurrence (from 0) of `text` stands in the file; the key where quotes or
    /// escapes write it in another way.
    pub fn locate(&self, text: &str, nth: usize) -> Place<'a> {
        let span = self.place.span();
        let written = self.place.source().slice(span);
        match written.match_indices(text).nth(nth) {
            Some((at, _)) if !text.is_empty() => {
                let start = span.start + at;
                self.place.part(Span::new(start, start + text.len()))
            }
            _ => self.place.key(),
        }
    }

    /// Where a placeholder stands.
    pub fn place_of(&self, placeholder: &Placeholder<'_>) -> Place<'a> {
        self.locate(placeholder.text, placeholder.nth)
    }

    /// The template as a whole.
    pub fn whole(&self) -> Place<'a> {
        self.place.key()
    }
}

impl Placeholder<'_> {
    /// Whether it has the three braces that it needs.
    pub fn is_well_braced(&self) -> bool {
        self.braces == (3, 3)
    }

    /// Whether Image Builder replaces it.
    pub fn is_known(&self) -> bool {
        NAMES.contains(&self.name)
    }
}

/// `FROM [--platform=…] image [AS alias]`
fn stage(line: &str) -> Option<Stage<'_>> {
    let (instruction, rest) = line.split_once([' ', '\t'])?;
    if !instruction.eq_ignore_ascii_case("FROM") {
        return None;
    }
    let mut rest = rest.trim();
    while rest.starts_with("--") {
        rest = rest.split_once([' ', '\t'])?.1.trim_start();
    }
    // A placeholder has spaces in it.
    let end = match rest.starts_with("{{") {
        true => rest
            .rfind("}}")
            .map(|at| at + 2 + usize::from(rest.get(at + 2..).is_some_and(|rest| rest.starts_with('}')))),
        false => rest.find([' ', '\t']),
    };
    let (image, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let mut behind = behind.split_whitespace();
    let alias = behind
        .next()
        .filter(|word| word.eq_ignore_ascii_case("AS"))
        .and_then(|_| behind.next());
    Some(Stage { image, alias })
}

/// The word that ends the here-document which `line` starts.
fn end_of_here_document(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("<<")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(['\'', '"']);
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    rest.get(..end).filter(|word| !word.is_empty())
}
