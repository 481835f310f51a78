//! Writes the document.

use std::collections::{BTreeMap, BTreeSet};

use super::sections::{Repeated, Section, divide};
use super::statement::{Literal, Statement};
use super::{FromScript, ProposedParameter, Script};
use crate::draft::yaml::{block, quoted};
use crate::expression;
use crate::platform::Platform;
use crate::script::Language;

/// `None` when nothing of the script would run.
pub fn document(script: &str, read: &Script, language: Language, name: &str) -> Option<FromScript> {
    let lines: Vec<&str> = script.lines().collect();
    let statements = &read.statements;
    let repeated = Repeated::of(statements);
    let sections = divide(&lines, statements, &repeated);
    if sections.is_empty() {
        return None;
    }
    let mut notes = read.notes.clone();
    if !read.complete {
        notes.push("The script could not be parsed as a whole, so all of it is one step.".to_owned());
    }
    let mut writer = Writer {
        language,
        lines: &lines,
        statements,
        parameters: parameters(statements, &repeated, language, &mut notes),
        repeated,
        braces: BTreeMap::new(),
    };
    let mut names = BTreeSet::new();
    let mut steps = String::new();
    for section in &sections {
        let name = unique(step_name(section), &mut names);
        if section.restarts {
            steps.push_str(&format!("      - name: {name}\n        action: Reboot\n"));
            continue;
        }
        if section
            .statements
            .iter()
            .filter_map(|index| statements.get(*index))
            .any(|statement| statement.restarts)
        {
            notes.push(format!(
                "Step {name} restarts the machine in the middle of what has to stay together; restart with a Reboot step instead."
            ));
        }
        let action = language.action();
        let body = block(&writer.step(section), 14);
        steps.push_str(&format!(
            "      - name: {name}\n        action: {action}\n        inputs:\n          commands:\n            - {body}"
        ));
    }
    let mut document = format!(
        "name: {}\ndescription: Made from a script.\nschemaVersion: 1.0\n",
        quoted(name)
    );
    if !writer.parameters.is_empty() {
        document.push_str("parameters:\n");
        for parameter in writer.parameters.values() {
            document.push_str(&format!(
                "  - {}:\n      type: string\n      default: {}\n      description: {} of the script.\n",
                parameter.name,
                as_text(&parameter.default),
                parameter.variable
            ));
        }
    }
    if !writer.braces.is_empty() {
        notes.push(
            "AWSTOE takes everything in double braces for a reference; what the script has in them became constants."
                .to_owned(),
        );
        document.push_str("constants:\n");
        let mut braces: Vec<_> = writer.braces.iter().collect();
        braces.sort_by_key(|(_, name)| (name.len(), name.as_str()));
        for (text, name) in braces {
            document.push_str(&format!(
                "  - {name}:\n      type: string\n      value: {}\n",
                quoted(text)
            ));
        }
    }
    document.push_str("phases:\n  - name: build\n    steps:\n");
    document.push_str(&steps);
    if sections.len() > 1 {
        notes.push(format!(
            "The script became {} steps; each runs in a shell of its own, and what they share is repeated.",
            sections.len()
        ));
    }
    Some(FromScript {
        document,
        platform: match language {
            Language::Bash => Platform::Linux,
            Language::PowerShell => Platform::Windows,
        },
        notes,
        parameters: writer.parameters.into_values().collect(),
    })
}

struct Writer<'a> {
    language: Language,
    lines: &'a [&'a str],
    statements: &'a [Statement],
    repeated: Repeated,
    /// By the index of the statement that sets the variable.
    parameters: BTreeMap<usize, ProposedParameter>,
    /// Text in double braces, and the constant that holds it.
    braces: BTreeMap<String, String>,
}

impl Writer<'_> {
    /// The script of one step.
    fn step(&mut self, section: &Section) -> String {
        let mut parts = vec![self.error_mode()];
        let needed = self.repeated.needed(self.statements, &section.statements);
        for index in needed {
            parts.push(self.repeat(index));
        }
        let body = self.body(section);
        let one_command = parts.len() == 1 && !body.contains('\n') && self.language == Language::Bash;
        if one_command {
            return body;
        }
        parts.push(String::new());
        parts.push(body);
        parts.join("\n")
    }

    /// How the script itself deals with errors, else that it stops at the first.
    fn error_mode(&self) -> String {
        let own = self
            .statements
            .iter()
            .find(|statement| statement.error_mode)
            .and_then(|statement| self.lines.get(statement.first));
        own.map_or_else(
            || match self.language {
                Language::Bash => "set -e".to_owned(),
                Language::PowerShell => "$ErrorActionPreference = 'Stop'".to_owned(),
            },
            |line| line.trim().to_owned(),
        )
    }

    fn repeat(&mut self, index: usize) -> String {
        if let Some(parameter) = self.parameters.get(&index) {
            let literal = self
                .statements
                .get(index)
                .and_then(|statement| statement.literal.as_ref());
            let prefix = literal.map_or("", |literal| literal.prefix);
            return match self.language {
                Language::Bash => format!("{prefix}{}='{{{{ {} }}}}'", parameter.variable, parameter.name),
                Language::PowerShell => format!("${} = '{{{{ {} }}}}'", parameter.variable, parameter.name),
            };
        }
        let Some(statement) = self.statements.get(index) else {
            return String::new();
        };
        let text = self
            .lines
            .get(statement.first..=statement.last)
            .unwrap_or_default()
            .join("\n");
        self.without_braces(&text)
    }

    /// The lines of a section as they are, without what was moved away.
    fn body(&mut self, section: &Section) -> String {
        let of = |index: &usize| self.statements.get(*index);
        let first = section
            .statements
            .first()
            .and_then(of)
            .map_or(0, |statement| statement.first);
        let last = section
            .statements
            .last()
            .and_then(of)
            .map_or(0, |statement| statement.last);
        let mut keep: BTreeSet<usize> = (first..=last).collect();
        for (index, statement) in self.statements.iter().enumerate() {
            if self.repeated.holds(index) || statement.error_mode {
                for line in statement.first..=statement.last {
                    keep.remove(&line);
                }
            }
        }
        let mut text: Vec<&str> = Vec::new();
        for line in keep {
            let line = self.lines.get(line).copied().unwrap_or_default();
            let twice_empty = line.trim().is_empty() && text.last().is_none_or(|before| before.trim().is_empty());
            if !twice_empty {
                text.push(line);
            }
        }
        while text.last().is_some_and(|line| line.trim().is_empty()) {
            text.pop();
        }
        self.without_braces(&text.join("\n"))
    }

    /// Text that AWSTOE would take for references, in constants: what AWS advises where it has to be literal
    /// (<https://github.com/aws/ec2-image-builder-roadmap/issues/114>).
    fn without_braces(&mut self, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        let mut done = 0;
        for found in expression::find(text) {
            let (Some(before), Some(braced)) = (
                text.get(done..found.span.start),
                text.get(found.span.start..found.span.end),
            ) else {
                continue;
            };
            let next = format!("Braces{}", self.braces.len() + 1);
            let name = self.braces.entry(braced.to_owned()).or_insert(next);
            written.push_str(before);
            written.push_str(&format!("{{{{ {name} }}}}"));
            done = found.span.end;
        }
        written.push_str(text.get(done..).unwrap_or(""));
        written
    }
}

/// The literals that are worth a parameter: in bash those in capitals, as people write what may be changed.
fn parameters(
    statements: &[Statement],
    repeated: &Repeated,
    language: Language,
    notes: &mut Vec<String>,
) -> BTreeMap<usize, ProposedParameter> {
    let mut found = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (index, statement) in statements.iter().enumerate() {
        let Some(literal) = statement.literal.as_ref().filter(|_| repeated.holds(index)) else {
            continue;
        };
        if is_secret(&literal.variable) {
            notes.push(format!(
                "{} looks like a secret: keep it in Parameter Store and write a reference to it, `{{{{ aws:ssm:/path }}}}`.",
                literal.variable
            ));
            continue;
        }
        if !is_obvious(literal, language) {
            continue;
        }
        let name = unique(pascal(&literal.variable), &mut names);
        found.insert(
            index,
            ProposedParameter {
                name: if name.len() < 3 { format!("{name}Value") } else { name },
                variable: literal.variable.clone(),
                default: literal.value.clone(),
            },
        );
    }
    found
}

fn is_obvious(literal: &Literal, language: Language) -> bool {
    let capitals = !literal.variable.contains(|c: char| c.is_ascii_lowercase());
    let fits =
        !literal.value.is_empty() && !literal.value.contains(['\'', '\n', '{', '}']) && literal.variable.len() <= 64;
    // The shell reads these itself.
    let own = [
        "PATH",
        "IFS",
        "HOME",
        "LANG",
        "LC_ALL",
        "DEBIAN_FRONTEND",
        "PS4",
        "TMPDIR",
    ]
    .contains(&literal.variable.as_str());
    fits && !own
        && (capitals || language == Language::PowerShell)
        && !literal.variable.to_ascii_lowercase().ends_with("preference")
}

fn is_secret(variable: &str) -> bool {
    let name = variable.to_ascii_lowercase();
    [
        "password",
        "passwd",
        "secret",
        "token",
        "credential",
        "apikey",
        "api_key",
        "private_key",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// A default is text: what YAML would read as something else is put in quotes.
fn as_text(value: &str) -> String {
    let written = quoted(value);
    if written.starts_with('"') || value.contains(|c: char| !c.is_ascii_alphabetic()) {
        format!("'{value}'")
    } else {
        written
    }
}

fn step_name(section: &Section) -> String {
    if section.restarts {
        return "Restart".to_owned();
    }
    let words = section.heading.as_deref().unwrap_or_default();
    let name: String = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()))
        .take(6)
        .map(capitalised)
        .collect();
    if name.is_empty() {
        "RunScript".to_owned()
    } else {
        name.chars().take(60).collect()
    }
}

fn pascal(variable: &str) -> String {
    let shouted = !variable.contains(|c: char| c.is_ascii_lowercase());
    variable
        .split('_')
        .map(|word| {
            if shouted {
                capitalised(&word.to_ascii_lowercase())
            } else {
                capitalised(word)
            }
        })
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}
