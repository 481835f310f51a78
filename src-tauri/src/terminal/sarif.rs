//! The check's result as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use ingot_workbench::Severity;
use ingot_workbench::check::CheckReport;
use serde_json::{Value, json};

pub fn log(report: &CheckReport) -> Value {
    let mut used: Vec<&str> = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.rule.as_str())
        .collect();
    used.sort_unstable();
    used.dedup();
    let rules: Vec<Value> = used
        .iter()
        .map(|id| match ingot_workbench::commands::component::rule_of(id) {
            Some(rule) => json!({
                "id": id,
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.reason },
                "helpUri": rule.source,
            }),
            None => json!({ "id": id }),
        })
        .collect();
    let results: Vec<Value> = report
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let text = match &diagnostic.help {
                Some(help) => format!("{}\n{help}", diagnostic.message),
                None => diagnostic.message.clone(),
            };
            json!({
                "ruleId": diagnostic.rule,
                "level": match diagnostic.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "note",
                },
                "message": { "text": text },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(&diagnostic.file) },
                        "region": {
                            "startLine": diagnostic.range.start.line,
                            "startColumn": diagnostic.range.start.column,
                            "endLine": diagnostic.range.end.line,
                            "endColumn": diagnostic.range.end.column,
                        }
                    }
                }]
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Ingot", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }]
    })
}

/// A path as a relative URI reference: what RFC 3986 does not allow in a path is percent-encoded.
fn uri(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_with_blanks_and_umlauts_is_a_valid_uri() {
        assert_eq!(super::uri("a b/größe.yaml"), "a%20b/gr%C3%B6%C3%9Fe.yaml");
    }
}
