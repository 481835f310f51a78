//! `scripts/curl-ignores-errors`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scripts::insertion;
use crate::rules::{Rule, RuleMeta};
use crate::script::{Command, Input, Language};

pub(in crate::rules) struct CurlIgnoresErrors;

static META: RuleMeta = RuleMeta {
    id: "scripts/curl-ignores-errors",
    title: "curl fails when the server does",
    severity: Severity::Warning,
    reason: "Without `-f` curl takes the page that says `404 Not Found` for the file it was asked for and \
             succeeds. The script then unpacks, installs or runs that page.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -sSL -o /tmp/agent.rpm https://downloads.example.com/agent-1.2.3.rpm
              rpm -i /tmp/agent.rpm
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -fsSL -o /tmp/agent.rpm https://downloads.example.com/agent-1.2.3.rpm
              rpm -i /tmp/agent.rpm
"#,
    source: "https://curl.se/docs/manpage.html#-f",
};

impl Rule for CurlIgnoresErrors {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        // A file that is compared with its checksum, or a status that is looked at, needs no `-f`.
        if ["sha256sum", "sha512sum", "shasum", "gpg --verify", "http_code"]
            .iter()
            .any(|word| script.text.contains(word))
        {
            return;
        }
        let mut fed = vec![false; script.commands().len()];
        for command in script.commands() {
            if let Some(reader) = pipes_into(command).and_then(|at| fed.get_mut(at)) {
                *reader = true;
            }
        }
        for (command, fed) in script.commands().iter().zip(fed) {
            if command.name.text.rsplit('/').next() == Some("curl") && takes_anything(command, fed) {
                let span = script.span(command.name.range.clone());
                let message = "without `-f` this `curl` takes an error page for the file";
                let mut wrong = self.at(context, span, message).with_help("add `-f`");
                wrong.fix = insertion(context, script, command.name.range.end, "add `-f`", " -f");
                found.push(wrong);
            }
        }
    }
}

/// The command whose output `command` uses as a file or program.
fn pipes_into(command: &Command) -> Option<usize> {
    let uses = matches!(
        command.program().as_str(),
        "sh" | "bash" | "tar" | "tee" | "gpg" | "apt-key" | "gunzip" | "unzip" | "python" | "python3" | "rpm"
    );
    match command.input {
        Input::Pipe(writer) if uses => writer,
        _ => None,
    }
}

fn takes_anything(command: &Command, fed: bool) -> bool {
    let saves = command.has('o', "output") || command.has('O', "remote-name") || command.has('J', "remote-name-all");
    let fails = command.has('f', "fail") || command.has('\0', "fail-with-body") || command.has('\0', "fail-early");
    // `-w` prints the status, `-I` asks for nothing else.
    let looks = command.has('w', "write-out") || command.has('I', "head");
    let nowhere = command
        .arguments
        .iter()
        .any(|word| matches!(word.text.as_str(), "/dev/null" | "-o/dev/null"));
    (saves || fed) && !fails && !looks && !nowhere && !may_hold_options(command)
}

/// Whether `-f` may be in a variable: an array, or a word that is a variable and neither the address
/// nor the file that is written.
fn may_hold_options(command: &Command) -> bool {
    let words = command.arguments.iter().map(|word| word.text.trim_matches('"'));
    if words
        .clone()
        .any(|word| word.ends_with("[@]}") || word.ends_with("[*]}") || matches!(word, "$@" | "$*"))
    {
        return true;
    }
    let writes = |word: &str| match word.strip_prefix("--") {
        Some(long) => long == "output",
        None => word.starts_with('-') && word.ends_with('o'),
    };
    let before = std::iter::once("").chain(words.clone());
    let variables = (before.zip(words.clone()))
        .filter(|&(before, word)| is_variable(word) && !writes(before))
        .count();
    let address = words.clone().any(|word| word.contains("://"));
    variables > usize::from(!address)
}

/// Whether `word` is `$NAME` or `${NAME}` and nothing else.
fn is_variable(word: &str) -> bool {
    let name = word.strip_prefix('$').unwrap_or_default();
    let name = (name.strip_prefix('{').and_then(|name| name.strip_suffix('}'))).unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;

    #[test]
    fn downloads_that_may_be_an_error_page_are_found() {
        for script in [
            "curl -o a https://b/a",
            "curl -sLO https://b/a",
            "curl -s https://b | bash",
            "curl https://b | sudo tee /etc/x",
            "curl -sLo \"$FILE\" \"$URL\"",
            "curl -s \"https://b/$VERSION\" --output \"${FILE}\"",
        ] {
            assert!(flags_bash("scripts/curl-ignores-errors", script), "{script}");
        }
        for script in [
            "curl -fsSL https://b | tar xz",
            "curl --fail -o a https://b",
            "curl -s https://b/status",
            "curl -o a https://b/a\nsha256sum -c sums",
            "curl -s -o /dev/null -w '%{http_code}' https://b",
            "curl -s https://b | jq .",
            "O=(--fail -s)\ncurl \"${O[@]}\" -o a https://b",
            "curl $FLAGS -o a https://b",
            "curl \"$FLAGS\" -o a \"$URL\"",
            "X=$(curl -s http://169.254.169.254/latest/meta-data/)",
        ] {
            assert!(!flags_bash("scripts/curl-ignores-errors", script), "{script}");
        }
    }
}
