//! The check's result as annotations of GitHub Actions
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message>).

use ingot_workbench::{Diagnostic, Severity};

/// One line that GitHub shows beside the change.
pub fn annotation(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (diagnostic.range.start, diagnostic.range.end);
    let mut place = format!(
        "file={},line={},endLine={}",
        property(&diagnostic.file),
        start.line,
        end.line
    );
    // GitHub takes columns only within one line.
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let message = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let title = property(&diagnostic.rule);
    format!("::{command} {place},title={title}::{}", data(&message))
}

/// A message: the runner reads one line and turns the escapes back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at `,` and `:`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use ingot_workbench::{Position, Range};

    use super::*;

    #[test]
    fn a_hostile_name_or_message_stays_one_annotation() {
        let at = |line, column| Position { line, column };
        let diagnostic = Diagnostic {
            rule: "a/b".to_owned(),
            severity: Severity::Info,
            message: "100 %\n::error::forged".to_owned(),
            help: Some("help".to_owned()),
            file: "a,b:c%\n.yaml".to_owned(),
            range: Range {
                start: at(1, 2),
                end: at(1, 5),
            },
            related: Vec::new(),
            fix: None,
        };
        assert_eq!(
            annotation(&diagnostic),
            "::notice file=a%2Cb%3Ac%25%0A.yaml,line=1,endLine=1,col=2,endColumn=5,title=a/b::100 %25%0A::error::forged%0Ahelp"
        );
    }
}
