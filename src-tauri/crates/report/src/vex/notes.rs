//! What OpenVEX has no field for, in the first line of `status_notes`: which of our four decisions it is, until when
//! it holds, and who decided. `Accepted until 2027-01-31, decided by Ada Lovelace`.

use crate::{DecisionState, Timestamp};

/// The first line of the notes, and what follows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Notes {
    pub state: DecisionState,
    pub expires: Option<Timestamp>,
    pub author: Option<String>,
    /// The further lines.
    pub rest: String,
}

/// Why notes that begin like ours cannot be taken as such.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnreadableExpiry(pub String);

fn words(state: DecisionState) -> &'static str {
    match state {
        DecisionState::InTriage => "In triage",
        DecisionState::NotAffected => "Not affected",
        DecisionState::FalsePositive => "False positive",
        DecisionState::Accepted => "Accepted",
    }
}

const UNTIL: &str = " until ";
const BY: &str = ", decided by ";
const MIDNIGHT: &str = "T00:00:00.000Z";

pub(super) fn write(notes: &Notes) -> String {
    let mut line = words(notes.state).to_owned();
    if let Some(expires) = notes.expires {
        let text = expires.to_string();
        line.push_str(UNTIL);
        line.push_str(text.strip_suffix(MIDNIGHT).unwrap_or(&text));
    }
    if let Some(author) = &notes.author {
        line.push_str(BY);
        line.push_str(author);
    }
    if !notes.rest.is_empty() {
        line.push('\n');
        line.push_str(&notes.rest);
    }
    line
}

/// An author as the line can hold it: one line, not empty.
pub(super) fn one_line(author: &str) -> Option<String> {
    let line = author.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(line).filter(|line| !line.is_empty())
}

/// Notes that Ingot wrote; `None` for any others.
pub(super) fn read(text: &str) -> Result<Option<Notes>, UnreadableExpiry> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.strip_suffix('\r').unwrap_or(line);
    let begun = DecisionState::ALL
        .into_iter()
        .find_map(|state| Some((state, line.strip_prefix(words(state))?)));
    let Some((state, mut line)) = begun else {
        return Ok(None);
    };
    let mut expires = None;
    if let Some(after) = line.strip_prefix(UNTIL) {
        let end = after.find([',', ' ']).unwrap_or(after.len());
        let (when, further) = after.split_at(end);
        let moment = when.parse().or_else(|_| format!("{when}{MIDNIGHT}").parse());
        expires = Some(moment.map_err(|_| UnreadableExpiry(when.chars().take(40).collect()))?);
        line = further;
    }
    let author = line.strip_prefix(BY).and_then(one_line);
    if author.is_none() && !line.is_empty() {
        return Ok(None);
    }
    Ok(Some(Notes {
        state,
        expires,
        author,
        rest: rest.to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(Some(notes)) => format!(
                "{:?} {:?} {:?} {:?}",
                notes.state,
                notes.expires.map(|t| t.to_string()),
                notes.author,
                notes.rest
            ),
            Ok(None) => "somebody's own words".to_owned(),
            Err(UnreadableExpiry(when)) => format!("unreadable: {when}"),
        }
    }

    #[test]
    fn only_the_whole_form_counts_as_ours() {
        insta::assert_snapshot!(
            [
                "Accepted until 2027-01-31, decided by Ada by the sea",
                "Accepted until 2027-01-31T08:00:00Z",
                "In triage, decided by Ada\nasked upstream\nsecond line",
                "Accepted until somewhen",
                "Accepted: we know",
                "Not affected, says the vendor",
                "",
            ]
            .map(shown)
            .join("\n")
        );
    }
}
