//! Says what a file is that is not a findings report, so that the message names the next step.

/// How many keys of an object are looked at.
pub(super) const KEYS_SEEN: usize = 12;

/// What would have been read.
const WANTED: &str = "Ingot reads the JSON of `aws inspector2 list-findings`, of an exported Inspector findings \
                      report, and of `aws imagebuilder list-image-scan-findings`";

/// A reason to refuse a file that begins with these bytes, if they are plainly no JSON.
pub(super) fn by_first_bytes(head: &[u8]) -> Option<String> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let reason = match text {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return Some("it is UTF-16 text, as PowerShell's `>` writes it; save it as UTF-8".into());
        }
        [0x1f, 0x8b, ..] => return Some("it is compressed with gzip; unpack it first".into()),
        [b'P', b'K', 3, 4, ..] => return Some("it is a ZIP archive; unpack it first".into()),
        [b'{' | b'[', ..] | [] => return None,
        [b'<', ..] => "it looks like XML or HTML",
        [b'%', b'P', b'D', b'F', ..] => "it is a PDF",
        // Column names of Inspector's CSV report.
        _ if memchr::memmem::find(text, b"Finding ARN").is_some() => {
            return Some("it is an Inspector CSV report; export it again as JSON".into());
        }
        _ => "it does not begin with a JSON object or array",
    };
    Some(format!("{reason}; {WANTED}"))
}

/// A reason to refuse a JSON object with these keys, none of which is `findings` with an array.
pub(super) fn by_keys(keys: &[String]) -> String {
    let known = keys.iter().find_map(|key| {
        Some(match key.as_str() {
            "findings" => "its `findings` is not an array",
            "Findings" => ASFF,
            "bomFormat" => "it is a CycloneDX document",
            "spdxVersion" => "it is an SPDX document",
            "runs" => "it is a SARIF log",
            "ArtifactName" => "it is a Trivy report",
            "matches" => "it is a Grype report",
            _ => return None,
        })
    });
    match known {
        Some(known) => format!("{known}; {WANTED}"),
        None if keys.is_empty() => format!("it is a JSON object without `findings`; {WANTED}"),
        None => {
            let keys: Vec<_> = keys
                .iter()
                .take(5)
                .map(|key| format!("`{}`", super::presentable(key)))
                .collect();
            format!(
                "it is a JSON object without `findings` (it has {}); {WANTED}",
                keys.join(", ")
            )
        }
    }
}

/// A reason to refuse an array whose first entry is of another format.
pub(super) fn by_entry(seen: &str) -> String {
    format!("{seen}; {WANTED}")
}

/// AWS Security Finding Format, <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html>
pub(super) const ASFF: &str = "it holds AWS Security Hub findings (ASFF)";
pub(super) const PAGES: &str = "it is an array of pages, each with its own `findings`; import the pages one by one";
