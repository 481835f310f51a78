//! `scripts/syntax`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Language, MAX_BYTES, Script, imbalance};

pub(in crate::rules) struct Syntax;

static META: RuleMeta = RuleMeta {
    id: "scripts/syntax",
    title: "bash scripts can be read by bash",
    severity: Severity::Error,
    reason: "bash runs a script up to the place that it cannot read, and then fails: a `fi`, a quote or a bracket \
             that is missing costs a whole build. The end of a here-document is the exception: without it \
             everything that follows becomes part of the document, and bash only warns.",
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
              if [ -f /etc/motd ]; then
                rm /etc/motd
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
              if [ -f /etc/motd ]; then
                rm /etc/motd
              fi
"#,
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax",
};

impl Rule for Syntax {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script_in(Language::Bash) else {
            return;
        };
        // `scripts/carriage-returns` says what is wrong with those.
        if script.text.contains('\r') || script.text.len() > MAX_BYTES {
            return;
        }
        let masked = script.masked();
        let Some(lack) = imbalance(&masked).filter(|lack| !leaves_before(script, lack.range.start)) else {
            return;
        };
        let mut wrong = self
            .at(context, script.span(lack.range), lack.message)
            .with_help(lack.help);
        if lack.goes_on {
            wrong.severity = Severity::Warning;
        }
        found.push(wrong);
    }
}

/// Whether the script always ends before the byte `at`: bash never reads on from there.
fn leaves_before(script: &Script<'_>, at: usize) -> bool {
    script
        .commands()
        .iter()
        .any(|command| command.name.text == "exit" && !command.sometimes && command.range.end < at)
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::flags_bash;
    use crate::rules::{RuleSettings, check};
    use crate::text::Source;

    #[test]
    fn what_is_missing_is_named_at_its_line() {
        for script in [
            "if true; then\n  echo a",
            "for x in a b; do echo $x",
            "echo 'it",
            "echo \"$(date",
            "while true; do sleep 1; fi",
            "foo() {\n  echo a",
            "case $1 in a) echo;;",
            "echo a &&",
            "echo (a)",
            "if true; then\n  # nothing\nfi",
            "cat <<EOF\na\n  EOF",
        ] {
            assert!(flags_bash("scripts/syntax", script), "{script}");
        }
    }

    #[test]
    fn what_bash_reads_is_left_alone() {
        for script in [
            "if [[ $a == *b* ]] then echo; fi",
            "x=(a b) y=$((1 + (2)))",
            "case $1 in (a|b) echo;; *) ;; esac",
            "cat <<'EOF' > /x | tee y\nfi\nEOF",
            "for i\ndo echo $i; done",
            "echo it\\'s # it's",
            "shopt -s extglob; rm !(a|b)",
            "exit 0\nthis is (not read",
            "diff <(a) <(b) 2>&1 | tee >(c)",
            "{ a; } && (b) || { c; }",
            "echo {{ Words }}",
        ] {
            assert!(!flags_bash("scripts/syntax", script), "{script}");
        }
    }

    fn in_items(items: &[&str]) -> usize {
        let mut text = String::from(
            "schemaVersion: 1.0\nphases:\n- name: build\n  steps:\n  - name: a\n    action: ExecuteBash\n    inputs:\n      commands:\n",
        );
        for item in items {
            text += &format!("      - {item:?}\n");
        }
        let found = check(&Source::new("a", text), &RuleSettings::default());
        found.iter().filter(|found| found.rule == "scripts/syntax").count()
    }

    #[test]
    fn the_items_of_a_step_are_one_script() {
        assert_eq!(in_items(&["if [ -f /a ]; then", "echo a", "else", "echo b", "fi"]), 0);
        assert_eq!(in_items(&["cat > /a <<'EOF'", "it's (a", "EOF", "echo b"]), 0);
        assert_eq!(in_items(&["f() {", "echo 'a", "b'", "}"]), 0);
        assert_eq!(in_items(&["if [ -f /a ]; then", "echo a"]), 1);
        assert_eq!(in_items(&["echo a", "fi"]), 1);
    }
}
