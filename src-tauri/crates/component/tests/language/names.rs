use ingot_component::language::{definition, references, rename, rename_at};
use ingot_component::{Position, Range, Source};

use super::{apply, cursor};

const DOCUMENT: &str = "schemaVersion: 1.0
parameters:
  - Package: # the name
      type: string
  - Path: {type: string}
constants:
  - 'Root':
      type: string
      value: /srv
phases:
  - name: build
    steps:
      - name: \"Get it\"
        action: WebDownload
        loop:
          name: Files
          forEach: [\"{{ Package }}\"]
        inputs:
          - source: https://example.com/{{ Files.value }}/{{Package}}
            destination: '{{ Root }}/a'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - |
              # ünïcode
              echo {{ build.Get it.outputs.destination }} {{ Package }}
              echo \"{{ aws:ssm:resolve(Path) }}\"
            - >-
              folded
              {{  build.Get it.inputs[0].destination}}
  - name: validate
    steps:
      - name: Get it
        action: Reboot
";

fn at(mark: &str) -> (Source, Position) {
    cursor(&DOCUMENT.replacen(mark, &format!("{}‸{}", &mark[..1], &mark[1..]), 1))
}

fn slice(source: &Source, range: Range) -> &str {
    &source.text()[source.offset(range.start)..source.offset(range.end)]
}

fn renamed(mark: &str, new: &str) -> String {
    let (source, position) = at(mark);
    apply(&source, rename(&source, position, new).unwrap())
}

fn refused(mark: &str, new: &str) -> String {
    let (source, position) = at(mark);
    rename(&source, position, new).unwrap_err().to_string()
}

#[test]
fn a_use_leads_to_its_declaration() {
    for (mark, line, text) in [
        ("Package }}\"]", 3, "Package"),
        ("Package}}", 3, "Package"),
        ("Root }}", 7, "Root"),
        ("Path)", 5, "Path"),
        ("Get it.outputs", 13, "Get it"),
        ("build.Get it.outputs", 11, "build"),
        ("Files.value", 16, "Files"),
    ] {
        let (source, position) = at(mark);
        let range = definition(&source, position).unwrap_or_else(|| panic!("{mark}"));
        assert_eq!((range.start.line, slice(&source, range)), (line, text), "{mark}");
    }
    let (source, position) = at("folded");
    assert_eq!(definition(&source, position), None);
}

#[test]
fn every_use_is_found_at_its_exact_place() {
    for (mark, lines) in [
        ("Package:", vec![3, 17, 19, 27]),
        ("Get it\"", vec![13, 27, 31]),
        ("build\n", vec![11, 27, 31]),
        ("Files\n", vec![16, 19]),
        ("Path:", vec![5, 28]),
    ] {
        let (source, position) = at(mark);
        let found = references(&source, position);
        assert_eq!(
            found.iter().map(|range| range.start.line).collect::<Vec<_>>(),
            lines,
            "{mark}"
        );
        let name = slice(&source, found[0]).to_owned();
        assert!(found.iter().all(|range| slice(&source, *range) == name), "{mark}");
    }
}

#[test]
fn a_parameter_is_renamed_with_everything_that_refers_to_it() {
    assert_eq!(
        renamed("Package }}", "Software"),
        DOCUMENT.replace("Package", "Software")
    );
    assert_eq!(renamed("Root", "Folder"), DOCUMENT.replace("Root", "Folder"));
    assert_eq!(
        renamed("Path)", "ParameterPath"),
        DOCUMENT.replace("Path", "ParameterPath")
    );
    assert_eq!(renamed("Package", "Package"), DOCUMENT);
}

#[test]
fn a_step_a_phase_and_a_loop_are_renamed_alone() {
    let wanted = DOCUMENT
        .replacen("\"Get it\"", "\"Fetch 1\"", 1)
        .replace("build.Get it", "build.Fetch 1");
    assert_eq!(renamed("Get it.outputs", "Fetch 1"), wanted);
    let wanted = DOCUMENT
        .replace("name: build", "name: test")
        .replace("build.Get", "test.Get");
    assert_eq!(renamed("build\n", "test"), wanted);
    assert_eq!(renamed("Files.value", "Urls"), DOCUMENT.replace("Files", "Urls"));
}

#[test]
fn names_that_are_bad_or_taken_are_refused_in_words() {
    assert_eq!(
        refused("Package", "Pa"),
        "`Pa` cannot be the name of a parameter or constant: it must have 3 to 128 characters"
    );
    assert_eq!(
        refused("Package", "My package"),
        "`My package` cannot be the name of a parameter or constant: use letters, digits, `_` and `-`"
    );
    assert_eq!(refused("Package", "Root"), "`Root` is taken; choose another name");
    assert_eq!(refused("Get it\"", "Show"), "`Show` is taken; choose another name");
    assert_eq!(
        refused("build\n", "validate"),
        "`validate` is taken; choose another name"
    );
    for bad in ["a\nb", "a: b", "- a", "{{ a }}", "", " a", "12", "true", "a.outputs"] {
        assert!(
            refused("Get it\"", bad).contains("cannot be the name of a step"),
            "{bad}"
        );
    }
    assert!(refused("Files\n", "loop").contains("cannot be the name of a loop"));
    assert!(refused("folded", "abc").starts_with("there is no name here"));
}

#[test]
fn what_hides_a_name_stops_a_rename() {
    let error = |text: &str| {
        let (source, position) = cursor(text);
        rename(&source, position, "Other").unwrap_err().to_string()
    };
    let step = |value: &str| {
        format!(
            "parameters:\n  - Na‸me:\n      type: string\nphases:\n  - name: build\n    steps:\n      - name: A\n        action: X\n        inputs: {{a: {value}}}\n"
        )
    };
    assert_eq!(
        error(&step("\"\\x7b{ Name }}\"")),
        "the name is written with escapes on line 9; write it plainly there first"
    );
    assert_eq!(
        error(&step("[")),
        "the document cannot be read to its end; mend it first"
    );
    let twice = step("x").replacen(
        "parameters:",
        "constants:\n  - Name: {type: string, value: a}\nparameters:",
        1,
    );
    assert!(error(&twice).contains("more than once"));
    assert!(error("phases:\n  - name: build\n    steps:\n      - name: A\n        action: X\n        inputs: {a: \"{{ No‸ne }}\"}\n").contains("nothing declares"));
}

#[test]
fn what_can_be_renamed_is_told_before() {
    let (source, position) = at("Get it.outputs");
    let (range, name) = rename_at(&source, position).unwrap();
    assert_eq!((slice(&source, range), name.as_str()), ("Get it", "Get it"));
    let (source, position) = at("folded");
    assert_eq!(rename_at(&source, position), None);
}

#[test]
fn names_are_found_while_a_line_is_half_typed() {
    let text = DOCUMENT.replacen("Package }}\"]", "Pack‸age }}\"", 1);
    let (source, position) = cursor(&text);
    assert_eq!(references(&source, position), []);
    let text = DOCUMENT
        .replacen("{{ Package }}\n", "{{ Pack‸age }}\n", 1)
        .replacen("Reboot", "\"Reboot", 1);
    let (source, position) = cursor(&text);
    assert_eq!(definition(&source, position).map(|range| range.start.line), Some(3));
}
