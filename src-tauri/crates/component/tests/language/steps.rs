use ingot_component::Source;
use ingot_component::language::{SymbolKind, add_phase, add_step, move_step, remove_step, symbols};

use super::apply;

const DOCUMENT: &str = "# a component
phases:
  - name: build
    steps:
      # installs it
      - name: Install # now
        action: ExecuteBash
        inputs:
          commands:
            - |
              echo one

              echo two
            # the last one

      - name: Fetch
        action: WebDownload
        inputs:
          - source: \"https://example.com/a\"
            destination: /tmp/a
      # reboots
      - {name: Again, action: Reboot}

  # checks
  - name: validate
    steps:
    - name: Show
      action: ExecuteBash
      inputs:
        commands: [\"echo {{ build.Install.outputs.stdout }}\"]
  - name: test
    steps: []
";

fn source() -> Source {
    Source::new("a.yaml", DOCUMENT)
}

fn moved(phase: usize, step: usize, to_phase: usize, to_index: usize) -> String {
    apply(
        &source(),
        move_step(&source(), phase, step, to_phase, to_index).unwrap(),
    )
}

#[test]
fn the_outline_has_phases_with_their_steps() {
    let text = format!(
        "{DOCUMENT}parameters:\n  - Name: {{type: string}}\nconstants:\n  - Root: {{type: string, value: /srv}}\n"
    );
    let source = Source::new("a.yaml", text);
    let found = symbols(&source);
    let top: Vec<_> = found
        .iter()
        .map(|symbol| (symbol.kind, symbol.name.as_str(), symbol.detail.as_str()))
        .collect();
    assert_eq!(
        top,
        [
            (SymbolKind::Phase, "build", "build stage"),
            (SymbolKind::Phase, "validate", "build stage"),
            (SymbolKind::Phase, "test", "test stage"),
            (SymbolKind::Parameter, "Name", "required"),
            (SymbolKind::Constant, "Root", "/srv"),
        ]
    );
    let steps: Vec<_> = found[0]
        .children
        .iter()
        .map(|step| (step.name.as_str(), step.detail.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("Install", "ExecuteBash"),
            ("Fetch", "WebDownload"),
            ("Again", "Reboot")
        ]
    );
    assert_eq!(
        symbols(&Source::new(
            "a",
            "phases:\n  - name: build\n    steps:\n      - name: A\n        action: \"X\n"
        ))
        .len(),
        1
    );
}

#[test]
fn a_step_moves_with_its_comments_and_nothing_else_changes() {
    let wanted = "# a component
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: \"https://example.com/a\"
            destination: /tmp/a

      # installs it
      - name: Install # now
        action: ExecuteBash
        inputs:
          commands:
            - |
              echo one

              echo two
            # the last one
      # reboots
      - {name: Again, action: Reboot}
";
    let after = moved(0, 0, 0, 1);
    assert!(after.starts_with(wanted), "{after}");
    assert_eq!(&after[wanted.len()..], &DOCUMENT[wanted.len()..]);
    assert_eq!(moved(0, 1, 0, 1), DOCUMENT);
    let there = Source::new("a.yaml", moved(0, 2, 0, 0));
    assert_eq!(apply(&there, move_step(&there, 0, 0, 0, 99).unwrap()), DOCUMENT);
}

#[test]
fn a_step_moves_into_another_phase_and_references_follow() {
    let after = moved(0, 0, 1, 0);
    let wanted = "  - name: validate
    steps:
    # installs it
    - name: Install # now
      action: ExecuteBash
      inputs:
        commands:
          - |
            echo one

            echo two
          # the last one
    - name: Show
      action: ExecuteBash
      inputs:
        commands: [\"echo {{ validate.Install.outputs.stdout }}\"]
";
    assert!(after.contains(wanted), "{after}");
    assert!(
        after.starts_with("# a component\nphases:\n  - name: build\n    steps:\n      - name: Fetch\n"),
        "{after}"
    );
}

#[test]
fn empty_lists_are_filled_and_left_behind() {
    let after = moved(1, 0, 2, 0);
    let wanted = "  - name: validate
    steps: []
  - name: test
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands: [\"echo {{ build.Install.outputs.stdout }}\"]
";
    assert!(after.ends_with(wanted), "{after}");
}

#[test]
fn what_is_not_there_or_not_lines_is_refused() {
    let error = |text: &str, phase, step, to| {
        move_step(&Source::new("a", text), phase, step, to, 0)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(error(DOCUMENT, 0, 9, 0), "there is no such step or phase");
    assert_eq!(error(DOCUMENT, 9, 0, 0), "there is no such step or phase");
    assert_eq!(error(DOCUMENT, 0, 0, 9), "there is no such step or phase");
    assert!(error("phases: [", 0, 0, 0).starts_with("the document cannot be read"));
    let flow = "phases: [{name: build, steps: [{name: A, action: Reboot}, {name: B, action: Reboot}]}]\n";
    assert!(error(flow, 0, 0, 0).starts_with("the list is not written with"));
    let twice = DOCUMENT.replace("name: Show", "name: Install");
    assert_eq!(
        error(&twice, 0, 0, 1),
        "the phase `validate` already has a step of that name; rename one of them first"
    );
    let alias =
        "phases:\n  - name: build\n    steps:\n      - &a\n        name: A\n        action: Reboot\n      - *a\n";
    assert!(move_step(&Source::new("a", alias), 0, 0, 0, 1).is_err());
}

#[test]
fn steps_and_phases_are_added_and_removed() {
    let after = apply(&source(), add_step(&source(), 0, 1, "Read: it", "ReadFile").unwrap());
    assert!(
        after.contains("            # the last one\n\n      - name: \"Read: it\"\n        action: ReadFile\n        inputs:\n          - path: \n\n      - name: Fetch\n"),
        "{after}"
    );
    let after = apply(&source(), add_step(&source(), 2, 0, "Restart", "Reboot").unwrap());
    assert!(
        after.ends_with("    steps:\n      - name: Restart\n        action: Reboot\n"),
        "{after}"
    );
    let after = apply(&source(), remove_step(&source(), 0, 2).unwrap());
    assert!(!after.contains("reboots") && after.contains("# checks"), "{after}");
    let after = apply(&source(), remove_step(&source(), 1, 0).unwrap());
    assert!(after.contains("  - name: validate\n    steps: []\n"), "{after}");
    let after = apply(&source(), add_phase(&source(), "container-host-test").unwrap());
    assert!(
        after.ends_with("    steps: []\n  - name: container-host-test\n    steps: []\n"),
        "{after}"
    );
}

#[test]
fn texts_without_a_break_at_the_end_stay_so() {
    let text = "phases:\n  - name: build\n    steps:\n      - name: A\n        action: Reboot\n      - name: B\n        action: Reboot";
    let source = Source::new("a", text);
    let after = apply(&source, move_step(&source, 0, 0, 0, 1).unwrap());
    assert_eq!(
        after,
        "phases:\n  - name: build\n    steps:\n      - name: B\n        action: Reboot\n      - name: A\n        action: Reboot"
    );
    let windows = Source::new("a", text.replace('\n', "\r\n"));
    let after = apply(&windows, remove_step(&windows, 0, 1).unwrap());
    assert_eq!(
        after.trim_end(),
        "phases:\r\n  - name: build\r\n    steps:\r\n      - name: A\r\n        action: Reboot"
    );
}
