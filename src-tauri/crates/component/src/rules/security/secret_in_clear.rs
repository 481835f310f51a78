//! `security/secret-in-clear`

use std::ops::Range;

use super::names_a_secret;
use super::shapes::{self, looks_secret};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::inputs::{scripts, values};
use crate::rules::{Rule, RuleMeta};
use crate::shell_words::{self, Word};
use crate::text::Span;
use crate::yaml::Node;

pub(in crate::rules) struct SecretInClear;

static META: RuleMeta = RuleMeta {
    id: "security/secret-in-clear",
    title: "documents hold no secrets",
    severity: Severity::Warning,
    reason: "A component is stored as it is written, and often also in a repository, in the log of the build and in \
             the image. A password, a token or a key in it is known to everybody who can read one of these. The \
             rule knows the tokens of well-known services by their shape, private keys, and literals behind names \
             such as `password`; it never repeats what it found.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteLogin
        action: CreateFile
        inputs:
          - path: "/etc/tool/login"
            content: "password=Vq7mT2wLz9xK"
            permissions: "0600"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteLogin
        action: CreateFile
        inputs:
          - path: "/etc/tool/login"
            content: "password={{ aws:ssm:/tool/login }}"
            permissions: "0600"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for SecretInClear {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let document = context.document;
        // What a parameter with such a name holds is another rule's finding.
        let parameters = document
            .parameters
            .iter()
            .filter(|parameter| !names_a_secret(&parameter.name.value))
            .map(|parameter| parameter.span);
        for span in parameters.chain(document.constants.iter().map(|constant| constant.span)) {
            self.search(context, span.start, context.source.slice(span), found);
        }
        for constant in &document.constants {
            let value = constant.value.as_deref().unwrap_or_default();
            if names_a_secret(&constant.name.value) && looks_secret(value) && shapes::find(value).is_empty() {
                self.report(
                    context,
                    constant.name.span,
                    "what looks like a password or a key",
                    found,
                );
            }
        }
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if let Some(inputs) = &site.step.inputs {
            values(inputs, &mut |node| {
                let (base, written) = node.written(context.source);
                self.search(context, base, written, found);
            });
            // `password: literal`, where the name is a key of the YAML (a property of an MSI, say).
            for (key, node) in named(inputs) {
                let value = node.text().unwrap_or_default();
                if names_a_secret(key) && looks_secret(value) && shapes::find(value).is_empty() {
                    self.report(context, node.span, "what looks like a password or a key", found);
                }
            }
        }
        for script in scripts(site.step) {
            let (base, written) = script.written(context.source);
            for word in fixed_passwords(written) {
                self.report(
                    context,
                    Span::new(base + word.start, base + word.end),
                    "a password",
                    found,
                );
            }
        }
    }
}

impl SecretInClear {
    fn search(&self, context: &Context<'_>, base: usize, text: &str, found: &mut Vec<Diagnostic>) {
        for secret in shapes::find(text) {
            let span = Span::new(base + secret.range.start, base + secret.range.end);
            self.report(context, span, secret.what, found);
        }
    }

    fn report(&self, context: &Context<'_>, span: Span, what: &str, found: &mut Vec<Diagnostic>) {
        found.push(
            self.at(context, span, format!("{what} stands here in clear text"))
                .with_help("put it into Systems Manager or Secrets Manager, write `{{ aws:ssm:… }}` for it, and replace it where it is used"),
        );
    }
}

/// The scalars of `node` with the name they go by: their key, or the `name` beside a `value`, as the
/// parameters of `ExecuteDocument` and the values of `SetRegistry` are written.
fn named(node: &Node) -> Vec<(&str, &Node)> {
    let mut found = Vec::new();
    collect_named(node, &mut found);
    found
}

fn collect_named<'n>(node: &'n Node, found: &mut Vec<(&'n str, &'n Node)>) {
    node.items().iter().for_each(|item| collect_named(item, found));
    // Only among the keys of its own few: `get` looks through all entries.
    if node.entries().len() <= CANDIDATES
        && let (Some(name), Some(value)) = (node.get("name").and_then(Node::text), node.get("value"))
    {
        found.push((name, value));
    }
    for entry in node.entries() {
        match entry.key.text() {
            Some(key) if entry.value.scalar().is_some() => found.push((key, &entry.value)),
            _ => collect_named(&entry.value, found),
        }
    }
}

/// Literals that a script sets as passwords: `echo 'name:literal' | chpasswd` and
/// `ConvertTo-SecureString 'literal' -AsPlainText`.
fn fixed_passwords(script: &str) -> Vec<Range<usize>> {
    if !script.contains("chpasswd") && !script.contains("ConvertTo-SecureString") {
        return Vec::new();
    }
    let commands = shell_words::commands(script);
    let programs = |command: Option<&Vec<Word<'_>>>, name: &str| {
        command.is_some_and(|words| {
            words
                .iter()
                .take(2)
                .any(|word| word.text.rsplit('/').next() == Some(name))
        })
    };
    let mut found = Vec::new();
    for (at, command) in commands.iter().enumerate() {
        let literal = |word: &Word<'_>| !word.text.contains(['$', '{', '<', '`']);
        if programs(Some(command), "echo") && programs(commands.get(at + 1), "chpasswd") {
            let account = command.last().filter(|word| literal(word));
            let password = |word: &Word<'_>| {
                word.text
                    .split_once(':')
                    .is_some_and(|(_, password)| !password.is_empty())
            };
            found.extend(account.filter(|word| password(word)).map(|word| word.start..word.end));
        }
        let mut words = command
            .iter()
            .skip_while(|word| word.text != "ConvertTo-SecureString")
            .skip(1);
        let value = words
            .find(|word| !word.text.starts_with('-'))
            .filter(|word| literal(word));
        let quoted = |word: &Word<'_>| {
            script
                .get(word.start..)
                .is_some_and(|rest| rest.starts_with(['"', '\'']))
        };
        found.extend(value.filter(|word| quoted(word)).map(|word| word.start..word.end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_scripts_set_are_found() {
        let script = "echo 'root:toor' | chpasswd\necho \"root:$NEW\" | chpasswd\n\
                      $p = ConvertTo-SecureString \"toor\" -AsPlainText -Force\n\
                      $q = ConvertTo-SecureString -String $plain -AsPlainText -Force\n";
        let words: Vec<_> = fixed_passwords(script)
            .into_iter()
            .filter_map(|range| script.get(range))
            .collect();
        assert_eq!(words, ["'root:toor'", "\"toor\""]);
    }
}
