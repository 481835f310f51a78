//! `security/secret-in-clear`

use super::names_a_secret;
use super::shapes::{self, looks_secret};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Input, Script, Word};
use crate::text::Span;
use crate::yaml::{Node, Value};

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
        let Some(script) = site.script() else { return };
        for word in fixed_passwords(script) {
            self.report(context, script.span(word.range.clone()), "a password", found);
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

/// Calls `visit` with every scalar of `node` that is a value, not a key.
fn values<'n>(node: &'n Node, visit: &mut impl FnMut(&'n Node)) {
    match &node.value {
        Value::Scalar(_) => visit(node),
        Value::Sequence(items) => items.iter().for_each(|item| values(item, visit)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| values(&entry.value, visit)),
    }
}

/// Literals that a script sets or uses as passwords: `echo 'name:literal' | chpasswd`,
/// `curl -u name:literal` and `ConvertTo-SecureString 'literal' -AsPlainText`.
fn fixed_passwords<'s>(script: &'s Script<'_>) -> Vec<&'s Word> {
    let known = ["chpasswd", "curl", "ConvertTo-SecureString"];
    if !known.iter().any(|program| script.text.contains(program)) {
        return Vec::new();
    }
    // `<password>` is a place for a person to fill in.
    let literal = |word: &&Word| word.literal && !word.text.contains('<');
    let mut found = Vec::new();
    for command in script.commands() {
        match (command.program().as_str(), command.input) {
            ("chpasswd", Input::Pipe(Some(at))) => {
                let echo = script.commands().get(at).filter(|from| from.program() == "echo");
                let account = echo.and_then(|echo| echo.arguments.last()).filter(literal);
                let is_set = |word: &&Word| {
                    word.text
                        .split_once(':')
                        .is_some_and(|(_, password)| !password.is_empty())
                };
                found.extend(account.filter(is_set));
            }
            ("curl", _) => {
                let mut words = command.arguments.iter();
                let account = words.find(|word| matches!(word.text.as_str(), "-u" | "--user"));
                let login = account.and(words.next()).filter(literal);
                let is_secret = |word: &&Word| {
                    word.text
                        .split_once(':')
                        .is_some_and(|(_, password)| looks_secret(password))
                };
                found.extend(login.filter(is_secret));
            }
            ("convertto-securestring", _) if command.parameter("AsPlainText", 2) => {
                let quoted = |word: &&Word| script.slice(word.range.clone()).starts_with(['"', '\'']);
                found.extend(command.operands().next().filter(literal).filter(quoted));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    const ID: &str = "security/secret-in-clear";

    #[test]
    fn passwords_that_scripts_set_are_found() {
        assert!(flags_bash(ID, "echo 'root:toor' | chpasswd"));
        assert!(flags_bash(ID, "echo root:toor | sudo /usr/sbin/chpasswd"));
        assert!(!flags_bash(ID, "echo \"root:$NEW\" | chpasswd"));
        assert!(!flags_bash(ID, "echo 'root:<password>' | chpasswd"));
        assert!(!flags_bash(ID, "chpasswd < /run/accounts"));
        assert!(flags_bash(ID, "curl -f -u 'name:Vq7mT2wLz9xK' https://a.example"));
        assert!(!flags_bash(ID, "curl -f -u \"name:$TOKEN\" https://a.example"));
        assert!(!flags_bash(ID, "curl -f --user name https://a.example"));
        for script in [
            "$p = ConvertTo-SecureString \"toor\" -AsPlainText -Force",
            "New-User (ConvertTo-SecureString -String 'toor' -AsPlainText -Force)",
        ] {
            assert!(flags_powershell(ID, script), "{script}");
        }
        assert!(!flags_powershell(
            ID,
            "$q = ConvertTo-SecureString -String $plain -AsPlainText -Force"
        ));
    }
}
