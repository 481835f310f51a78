//! `actions/binary-arguments`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::Node;

pub(in crate::rules) struct BinaryArguments;

static META: RuleMeta = RuleMeta {
    id: "actions/binary-arguments",
    title: "each argument of `ExecuteBinary` has an item of its own",
    severity: Severity::Warning,
    reason: "No shell stands between `ExecuteBinary` and the program: an item is one argument, spaces and all, and \
             `path` is the program alone. `/qn /norestart` in one item is one argument that no program knows.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: ExecuteBinary
        inputs:
          path: C:\Installers\setup.exe
          arguments:
            - /qn /norestart
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTool
        action: ExecuteBinary
        inputs:
          path: C:\Installers\setup.exe
          arguments:
            - /qn
            - /norestart
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for BinaryArguments {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "ExecuteBinary" {
            return;
        }
        for given in given(site) {
            match given.input.name {
                "path" => {
                    let text = given.literal().unwrap_or_default();
                    if text.split_whitespace().skip(1).any(is_option) {
                        let message = format!("`{}` is a program with arguments", shorten(text));
                        found.push(
                            self.at(context, given.value.span, message)
                                .with_help("move the arguments to `arguments`, one to an item"),
                        );
                    }
                }
                "arguments" => found.extend(
                    given
                        .value
                        .items()
                        .iter()
                        .filter_map(|item| self.argument(context, item)),
                ),
                _ => {}
            }
        }
    }
}

impl BinaryArguments {
    fn argument(&self, context: &Context<'_>, item: &Node) -> Option<Diagnostic> {
        let text = item.text()?;
        // Quotes say that somebody thought about it: `/v"/qn /norestart"`.
        if text.contains(['"', '\\']) {
            return None;
        }
        let mut words = text.split_whitespace();
        if let Some(operator) = words.clone().find(|word| OPERATORS.contains(word)) {
            let message = format!("`{operator}` is for a shell, and none reads these arguments");
            return Some(
                self.at(context, item.span, message)
                    .with_help("use `ExecuteBash` or `ExecutePowerShell` for what needs a shell"),
            );
        }
        let several = words.next().is_some_and(is_option) && words.any(is_option);
        several.then(|| {
            let message = format!("`{}` is one argument", shorten(text.trim()));
            self.at(context, item.span, message)
                .with_help("give each argument an item of its own")
        })
    }
}

/// What a shell reads as more than a word.
const OPERATORS: &[&str] = &["&", "&&", "|", "||", ";", ">", ">>", "<", "2>&1"];

/// `-x`, `--long`, `/quiet`, but no path and no number.
fn is_option(word: &str) -> bool {
    let name = word.trim_start_matches('-');
    let is_dashed = name.len() < word.len() && name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let slashed = word.strip_prefix('/').unwrap_or_default();
    let is_slashed = slashed.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !slashed.contains(['/', '.']);
    is_dashed || is_slashed
}
