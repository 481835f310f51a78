//! Decisions about findings: written into the workspace's OpenVEX files.

use std::collections::HashSet;

use ingot_report::query::{Condition, Field, Pattern, Query};
use ingot_report::vex::Statement;
use ingot_report::{Decision, Finding, Timestamp};
use ingot_store::{FindingId, FindingQuery, Reader, Report};
use ingot_workspace::git;

use super::{ask, off_the_runtime, view};
use crate::Workbench;
use crate::contract::scan::{
    DecideRequest, Decided, DecisionList, DecisionRequest, DecisionState, DecisionView, Justification, Which,
};
use crate::contract::{Error, Nothing};
use crate::scans::decisions::{self, Book, Entry};

/// Findings that one decision is about at most.
const MOST: usize = 10_000;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 4_000;

pub async fn decide(workbench: &Workbench, request: DecideRequest) -> Result<Decided, Error> {
    let wish = Wish::of(workbench, &request)?;
    let deciding = workbench.clone();
    off_the_runtime(move || {
        let ids = ids(&deciding, &request.which)?;
        let statements = {
            let reader = deciding.store().reader()?;
            let reports = reader.reports()?;
            let mut statements: Vec<Statement> = Vec::new();
            let mut known = HashSet::new();
            for id in ids {
                let Some(stored) = reader.finding(id)? else { continue };
                let report = reports.iter().find(|report| report.id == stored.report);
                let statement = wish.about(&stored.finding, report)?;
                let about = &statement.decision;
                let key = (
                    about.vulnerability.clone(),
                    about.package.clone(),
                    about.version.clone(),
                    about.image.clone(),
                );
                if known.insert(key) {
                    statements.push(statement);
                }
            }
            statements
        };
        if statements.is_empty() {
            return Err(Error::not_found("none of these findings is there any more"));
        }
        let files = decisions::add(&deciding, &statements, &wish.author, wish.now)?;
        Ok(Decided {
            statements: u32::try_from(statements.len()).unwrap_or(u32::MAX),
            file: files.join(", "),
        })
    })
    .await
}

/// Takes a decision back; the finding is open again.
pub async fn withdraw(workbench: &Workbench, request: DecisionRequest) -> Result<Decided, Error> {
    let book = decisions::book(workbench)?;
    let entry = book
        .entries
        .iter()
        .find(|entry| entry.name() == request.decision)
        .ok_or_else(|| Error::not_found("this decision is no longer in the workspace"))?;
    decisions::withdraw(workbench, entry, ask::now())?;
    Ok(Decided {
        statements: 1,
        file: entry.file.clone(),
    })
}

/// All decisions of the workspace, those that expired first.
pub async fn decisions(workbench: &Workbench, _: Nothing) -> Result<DecisionList, Error> {
    let book = decisions::book(workbench)?;
    let now = ask::now();
    let asked = workbench.clone();
    off_the_runtime(move || {
        let reader = asked.store().reader()?;
        let mut shown_all = book
            .entries
            .iter()
            .map(|entry| shown(&reader, &book, entry, now))
            .collect::<Result<Vec<_>, Error>>()?;
        shown_all.sort_by(|left, right| (!left.expired, &right.decided).cmp(&(!right.expired, &left.decided)));
        Ok(DecisionList {
            decisions: shown_all,
            problems: book.problems.clone(),
        })
    })
    .await
}

/// A decision with how many findings fall under it.
pub(super) fn shown(reader: &Reader<'_>, book: &Book, entry: &Entry, now: Timestamp) -> Result<DecisionView, Error> {
    let decision = &entry.statement.decision;
    let query = query_of(decision);
    let findings = reader
        .findings(&FindingQuery {
            query: query.clone(),
            decisions: book.decisions(),
            limit: 0,
            ..FindingQuery::of(Vec::new(), now)
        })?
        .total;
    Ok(DecisionView {
        decision: entry.name(),
        vulnerability: decision.vulnerability.clone(),
        package: decision.package.clone(),
        version: decision.version.clone(),
        image: decision.image.clone(),
        state: view::state(decision.state),
        justification: decision.justification.map(view::justification),
        reason: decision.reason.clone(),
        author: decision.author.clone(),
        decided: decision.decided.to_string(),
        expires: decision.expires.map(|time| time.to_string()),
        expired: !decision.is_valid_at(now),
        file: entry.file.clone(),
        findings: view::count(findings),
        query: query.to_string(),
    })
}

/// The findings that a decision is about. Of which image a finding is, the query language cannot ask by name; the image
/// is left to the view.
fn query_of(decision: &Decision) -> Query {
    let is = |field, text: &String| Query::Is(Condition::Text(field, vec![Pattern::Exact(text.clone())]));
    let mut parts = vec![is(Field::Vulnerability, &decision.vulnerability)];
    parts.extend(decision.package.as_ref().map(|package| is(Field::Package, package)));
    parts.extend(decision.version.as_ref().map(|version| is(Field::Installed, version)));
    Query::All(parts)
}

/// What is to be decided, checked.
struct Wish {
    state: ingot_report::DecisionState,
    justification: Option<ingot_report::Justification>,
    reason: String,
    expires: Option<Timestamp>,
    every_image: bool,
    this_version: bool,
    author: String,
    now: Timestamp,
}

impl Wish {
    fn of(workbench: &Workbench, request: &DecideRequest) -> Result<Self, Error> {
        if !workbench.has_workspace() {
            return Err(
                Error::invalid("decisions are kept in a workspace, and none is open").hint("open one, or make one")
            );
        }
        let reason = request.reason.trim().to_owned();
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::invalid(format!(
                "the reason has more than {LONGEST_REASON} characters"
            )));
        }
        let needs_reason = matches!(request.state, DecisionState::Accepted | DecisionState::FalsePositive);
        if needs_reason && reason.is_empty() {
            return Err(Error::invalid("say why: the reason is missing"));
        }
        if request.state == DecisionState::NotAffected && request.justification.is_none() {
            return Err(Error::invalid(
                "say why it is not affected: the justification is missing",
            ));
        }
        let now = ask::now();
        let expires = request.expires.as_deref().map(date).transpose()?;
        match expires {
            None if request.state == DecisionState::Accepted => {
                return Err(Error::invalid("a risk is accepted until a date: the date is missing"));
            }
            Some(expires) if expires <= now => {
                return Err(Error::invalid("the date has passed: the decision would not hold"));
            }
            _ => {}
        }
        let root = workbench.desk().root()?;
        Ok(Self {
            state: match request.state {
                DecisionState::InTriage => ingot_report::DecisionState::InTriage,
                DecisionState::NotAffected => ingot_report::DecisionState::NotAffected,
                DecisionState::FalsePositive => ingot_report::DecisionState::FalsePositive,
                DecisionState::Accepted => ingot_report::DecisionState::Accepted,
            },
            justification: request
                .justification
                .filter(|_| request.state == DecisionState::NotAffected)
                .map(stored_justification),
            reason,
            expires,
            every_image: request.every_image,
            this_version: request.this_version,
            author: git::author(&root).unwrap_or_else(|| "somebody who gave no name to Git".to_owned()),
            now,
        })
    }

    fn about(&self, finding: &Finding, report: Option<&Report>) -> Result<Statement, Error> {
        let image = match (
            self.every_image,
            report.and_then(|report| report.about.image_name.clone()),
        ) {
            (true, _) => None,
            (false, Some(image)) => Some(image),
            (false, None) => {
                return Err(Error::invalid(
                    "this report does not say of which image it is, so a decision cannot be about that image",
                )
                .hint("decide for every image"));
            }
        };
        Ok(Statement {
            decision: Decision {
                vulnerability: finding.vulnerability.clone(),
                package: finding.package.clone(),
                version: finding.installed.clone().filter(|_| self.this_version),
                image,
                state: self.state,
                justification: self.justification,
                reason: self.reason.clone(),
                author: Some(self.author.clone()),
                decided: self.now,
                expires: self.expires,
            },
            aliases: finding.aliases.clone(),
            purl: finding.purl.clone(),
        })
    }
}

/// `2027-01-31` or a time.
fn date(text: &str) -> Result<Timestamp, Error> {
    let whole = if text.len() == 10 {
        format!("{text}T00:00:00Z")
    } else {
        text.to_owned()
    };
    whole
        .parse()
        .map_err(|_| Error::invalid(format!("{text} is no date")).hint("write it as 2027-01-31"))
}

fn stored_justification(justification: Justification) -> ingot_report::Justification {
    use ingot_report::Justification as Stored;
    match justification {
        Justification::ComponentNotPresent => Stored::ComponentNotPresent,
        Justification::VulnerableCodeNotPresent => Stored::VulnerableCodeNotPresent,
        Justification::VulnerableCodeNotInExecutePath => Stored::VulnerableCodeNotInExecutePath,
        Justification::VulnerableCodeCannotBeControlledByAdversary => {
            Stored::VulnerableCodeCannotBeControlledByAdversary
        }
        Justification::InlineMitigationsAlreadyExist => Stored::InlineMitigationsAlreadyExist,
    }
}

/// The findings that are named, or all that a scope shows.
pub(super) fn ids(workbench: &Workbench, which: &Which) -> Result<Vec<FindingId>, Error> {
    match which {
        Which::Findings(ids) => ids
            .iter()
            .map(|id| {
                id.parse()
                    .map_err(|_| Error::not_found(format!("there is no finding {id}")))
            })
            .collect(),
        Which::Scope(scope) => {
            let query = ask::exactly_asked(workbench, scope)?;
            let reader = workbench.store().reader()?;
            let ids = reader.finding_ids(&query, MOST + 1)?;
            if ids.len() > MOST {
                return Err(Error::invalid(format!("these are more than {MOST} findings"))
                    .hint("narrow the query; a decision about so many is a policy"));
            }
            Ok(ids)
        }
    }
}
