//! `scripts/bare-reboot`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;
use crate::yaml::Node;

pub(in crate::rules) struct BareReboot;

static META: RuleMeta = RuleMeta {
    id: "scripts/bare-reboot",
    title: "scripts leave reboots to AWSTOE",
    severity: Severity::Warning,
    reason: "A script that restarts the instance by itself is cut off, and AWSTOE counts the step as failed. Exit code 194 \
             makes AWSTOE restart the instance and run the same step again; the `Reboot` module restarts it and goes on \
             with the next step.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallKernel
        action: ExecuteBash
        inputs:
          commands:
            - apt-get install -y linux-image-aws && reboot
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallKernel
        action: ExecuteBash
        inputs:
          commands:
            - apt-get install -y linux-image-aws
      - name: StartNewKernel
        action: Reboot
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for BareReboot {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "ExecuteBash" {
            return;
        }
        let commands = site.step.inputs.as_ref().and_then(|inputs| inputs.get("commands"));
        for command in commands.map(Node::items).unwrap_or_default() {
            let (base, written) = command.written(context.source);
            for (start, end) in reboots(written) {
                let span = Span::new(base + start, base + end);
                let message = format!(
                    "`{}` cuts the step off, and AWSTOE counts it as failed",
                    context.source.slice(span)
                );
                found.push(self.at(context, span, message).with_help(
                    "end the script with `exit 194` to restart and run this step again, or add a `Reboot` step behind it",
                ));
            }
        }
    }
}

/// The commands of a script that restart the machine, as byte ranges. Comments, quoted text and
/// here-documents are not commands. Reads a line at a time and knows just enough of the shell for
/// that; what it does not understand it does not report.
fn reboots(script: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut here_document: Option<&str> = None;
    let mut at = 0;
    for line in script.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if let Some(end) = here_document {
            here_document = here_document.filter(|_| line.trim() != end);
            continue;
        }
        for (offset, command) in commands(line) {
            if restarts(command) {
                let begin = start + offset + (command.len() - command.trim_start().len());
                found.push((begin, begin + command.trim().len()));
            }
        }
        here_document = here_document_of(line);
    }
    found
}

/// The word that ends the here-document which `line` opens.
fn here_document_of(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("<<")?;
    let word = rest.trim_start_matches(['-', ' ', '\'', '"', '\\']);
    let end = word
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(word.len());
    (end > 0 && !rest.starts_with('<')).then_some(&word[..end])
}

/// Splits a line at `;`, `&`, `|`, parentheses and braces outside quotes; stops at a comment.
fn commands(line: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open && previous != '\\' => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') if previous != '\\' => quote = Some(c),
            (None, '#') if previous.is_whitespace() => {
                parts.push((start, &line[start..at]));
                return parts;
            }
            (None, ';' | '&' | '|' | '(' | ')' | '{' | '}') => {
                parts.push((start, &line[start..at]));
                start = at + 1;
            }
            (None, _) => {}
        }
        previous = c;
    }
    parts.push((start, &line[start..]));
    parts
}

fn restarts(command: &str) -> bool {
    let mut words = command.split_whitespace().skip_while(|word| {
        matches!(
            *word,
            "sudo" | "exec" | "nohup" | "then" | "else" | "do" | "if" | "!" | "-n"
        ) || word.contains('=')
    });
    let Some(program) = words.next() else {
        return false;
    };
    let arguments: Vec<_> = words.collect();
    match program.rsplit('/').next().unwrap_or(program) {
        "reboot" => arguments
            .iter()
            .all(|argument| argument.starts_with('-') && !argument.contains("help")),
        "shutdown" => arguments.iter().any(|argument| {
            *argument == "--reboot"
                || (argument.starts_with('-') && !argument.starts_with("--") && argument.contains('r'))
        }),
        "systemctl" => arguments.contains(&"reboot"),
        "init" | "telinit" => arguments == ["6"],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_restart_are_found() {
        for script in [
            "reboot",
            "sudo /sbin/reboot -f",
            "shutdown -r now",
            "a && shutdown -hr +1",
            "if true; then reboot; fi",
            "(sleep 5; reboot) &",
            "systemctl reboot",
            "init 6",
            "FORCE=1 reboot # now",
        ] {
            assert_eq!(reboots(script).len(), 1, "{script}");
        }
    }

    #[test]
    fn words_that_only_speak_of_it_are_not() {
        for script in [
            "# reboot",
            "echo reboot",
            "echo 'a; reboot'",
            "cat > x <<'EOF'\nreboot\nEOF",
            "shutdown -h now",
            "reboot --help",
            "touch /var/run/reboot-required",
            "needs-restarting -r",
            "exit 194",
            "grep \"; reboot\" x",
            "init 3",
        ] {
            assert_eq!(reboots(script), [], "{script}");
        }
        assert_eq!(reboots("cat <<EOF\nEOF\nreboot\n"), [(14, 20)]);
    }
}
