use ingot_component::language::hover;

use super::cursor;

const DOCUMENT: &str = "schemaVersion: 1.0
parameters:
  - Package:
      type: string
      default: nginx
      description: What to install.
constants:
  - Root:
      type: string
      value: /srv
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        if:
          numberLessThan: 2
          value: 1
          then: Skip
        loop:
          forEach: [a]
        inputs:
          - source: https://example.com/{{ Package }}/{{ loop.value }}
            destination: '{{ Root }}/a'
            algorithm: SHA256
      - name: Show
        action: ExecuteBash
        onFailure: Ignore
        inputs:
          commands:
            - echo {{ build.Fetch.outputs.destination }} {{ context:region }} {{ Nothing }}
  - name: verify
    steps: []
";

/// The word that is explained and the explanation, with the cursor on the first character of `at`.
fn explained(at: &str) -> Option<(String, String)> {
    let (source, position) = cursor(&DOCUMENT.replacen(at, &format!("{}‸{}", &at[..1], &at[1..]), 1));
    let hover = hover(&source, position)?;
    let start = source.offset(hover.range.start);
    let end = source.offset(hover.range.end);
    Some((source.text()[start..end].to_owned(), hover.markdown))
}

fn about(at: &str, word: &str, says: &str) {
    let (found, markdown) = explained(at).unwrap_or_else(|| panic!("nothing about {at}"));
    assert_eq!(found, word);
    assert!(markdown.contains(says), "{markdown}");
}

#[test]
fn keys_actions_and_inputs_are_explained() {
    about("schemaVersion", "schemaVersion", "required");
    about(
        "WebDownload",
        "WebDownload",
        "`checksum` (a hash in hexadecimal digits), only together with `algorithm`",
    );
    about("WebDownload", "WebDownload", "https://docs.aws.amazon.com/");
    about("destination:", "destination", "required");
}

#[test]
fn fields_words_and_operators_are_explained() {
    about("onFailure", "onFailure", "When left out: `Abort`");
    about("Ignore", "Ignore", "the document succeeds");
    about("numberLessThan", "numberLessThan", "`value` < operand");
    about("value: 1", "value", "compared");
    about("then", "then", "Execute");
    about("Skip", "Skip", "counts as a success");
    about("forEach", "forEach", "list");
}

#[test]
fn phases_say_where_they_run() {
    about("build\n", "build", "build stage");
    about("verify", "verify", "never runs it");
}

#[test]
fn references_say_what_they_are_replaced_by() {
    about(
        "{{ Package",
        "{{ Package }}",
        "`nginx` unless the recipe sets another value",
    );
    about("{{ Package", "{{ Package }}", "What to install.");
    about("{{ Root", "{{ Root }}", "`/srv`");
    about("{{ loop", "{{ loop.value }}", "value of the round");
    about("{{ build", "{{ build.Fetch.outputs.destination }}", "**WebDownload**");
    about("{{ context", "{{ context:region }}", "Region");
    about("{{ Nothing", "{{ Nothing }}", "Nothing declares");
    about("Package:", "Package", "unless the recipe");
}

#[test]
fn free_text_is_not_explained() {
    assert_eq!(explained("/srv"), None);
    assert_eq!(explained("https"), None);
}
