//! Findings reports and SBOM exports: made by a call, written into a bucket a little later.
//!
//! <https://docs.aws.amazon.com/inspector/latest/user/findings-managing-exporting-reports.html>. What an export wrote
//! is not kept: it follows from the images that were running when it began.

use serde_json::{Value, json};

use super::criteria::{Criterion, criteria};
use super::{Answer, Moment, findings, instance, invalid, inventory, report, scanned};
use crate::identity::{ACCOUNT, uuid};
use crate::service::s3;
use crate::simulation::run::ImageRun;
use crate::state::{Export, ExportKind, State};
use crate::wire::json::{compact, required, text};
use crate::wire::{ApiError, Call};

/// Older exports are forgotten, with what they wrote.
const REMEMBERED: usize = 100;

pub(super) fn create_report(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let writing = state
        .exports
        .iter()
        .any(|export| export.kind == ExportKind::Findings && is_here(export, call) && !ended(export, moment.now));
    // "You can export only one findings report at a time", says the guide; the model has no error of its own for it.
    if writing {
        return Err(invalid("Another findings report is being exported."));
    }
    let format = format(call, &["CSV", "JSON"])?;
    let found = findings::matching(state, moment.now, &call.region, &report_criteria(&call.body)?)?;
    create(state, moment, call, ExportKind::Findings, format, found.is_empty())
}

pub(super) fn create_sbom(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let format = format(call, &["CYCLONEDX_1_4", "SPDX_2_3"])?;
    let mut none = true;
    for run in scanned(state, moment.now, &call.region) {
        none &= !takes_resource(run, &call.body)?;
    }
    create(state, moment, call, ExportKind::Sbom, format, none)
}

fn create(state: &mut State, moment: Moment, call: &Call, kind: ExportKind, format: String, nothing: bool) -> Answer {
    let destination = &call.body["s3Destination"];
    let bucket = required(destination, "bucketName").map_err(|_| invalid("s3Destination has no bucketName."))?;
    let key = required(destination, "kmsKeyArn").map_err(|_| invalid("s3Destination has no kmsKeyArn."))?;
    let fails = match s3::place_of(state, bucket, &call.region) {
        _ if !is_key_arn(key) => Some("MALFORMED_KMS_KEY"),
        s3::Place::Nowhere => Some("BUCKET_NOT_FOUND"),
        s3::Place::Elsewhere => Some("INCOMPATIBLE_BUCKET_REGION"),
        s3::Place::Here if nothing => Some("NO_FINDINGS_FOUND"),
        s3::Place::Here => None,
    };
    let id = uuid(&[
        call.operation,
        &call.region,
        &moment.now.to_string(),
        &state.exports.len().to_string(),
    ]);
    state.exports.push_back(Export {
        id: id.clone(),
        region: call.region.clone(),
        kind,
        format,
        request: call.body.clone(),
        created: moment.now,
        millis: i64::try_from(moment.build_millis / 8).unwrap_or(i64::MAX),
        cancelled: None,
        fails: fails.map(str::to_owned),
    });
    while state.exports.len() > REMEMBERED {
        state.exports.pop_front();
    }
    Ok(json!({"reportId": id}))
}

/// Without an id, the latest.
pub(super) fn report_status(state: &State, moment: Moment, call: &Call) -> Answer {
    let export = match text(&call.body, "reportId") {
        Some(id) => find(state, call, ExportKind::Findings, id)?,
        None => state
            .exports
            .iter()
            .rev()
            .find(|export| export.kind == ExportKind::Findings && is_here(export, call))
            .ok_or_else(|| unknown("latest"))?,
    };
    let mut answer = status(export, moment.now);
    answer["destination"] = export.request["s3Destination"].clone();
    answer["filterCriteria"] = export.request["filterCriteria"].clone();
    Ok(compact(answer))
}

pub(super) fn sbom_status(state: &State, moment: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "reportId").map_err(|_| invalid("reportId is required."))?;
    let export = find(state, call, ExportKind::Sbom, id)?;
    let mut answer = status(export, moment.now);
    answer["format"] = export.format.clone().into();
    answer["s3Destination"] = export.request["s3Destination"].clone();
    answer["filterCriteria"] = export.request["resourceFilterCriteria"].clone();
    Ok(compact(answer))
}

pub(super) fn cancel_report(state: &mut State, moment: Moment, call: &Call) -> Answer {
    cancel(state, moment, call, ExportKind::Findings)
}

pub(super) fn cancel_sbom(state: &mut State, moment: Moment, call: &Call) -> Answer {
    cancel(state, moment, call, ExportKind::Sbom)
}

fn cancel(state: &mut State, moment: Moment, call: &Call, kind: ExportKind) -> Answer {
    let id = required(&call.body, "reportId").map_err(|_| invalid("reportId is required."))?;
    find(state, call, kind, id)?;
    for export in state.exports.iter_mut().filter(|export| export.id == id) {
        if ended(export, moment.now) {
            return Err(invalid("The report has ended already."));
        }
        export.cancelled = Some(moment.now);
    }
    Ok(json!({"reportId": id}))
}

/// An object that an export has written.
pub(crate) struct Written<'a> {
    pub key: String,
    /// Milliseconds since the epoch.
    pub at: i64,
    state: &'a State,
    export: &'a Export,
    /// The instance's image, of an SBOM.
    run: Option<&'a ImageRun>,
}

impl Written<'_> {
    pub(crate) fn content(&self) -> Result<Vec<u8>, ApiError> {
        let Export { format, created, .. } = self.export;
        if let Some(run) = self.run {
            let document = match format.as_str() {
                "SPDX_2_3" => inventory::spdx(run, *created),
                _ => inventory::cyclonedx(run, *created),
            };
            return Ok(document.to_string().into_bytes());
        }
        let criteria = report_criteria(&self.export.request)?;
        let found = findings::matching(self.state, *created, &self.export.region, &criteria)?;
        Ok(match format.as_str() {
            "CSV" => report::csv(&found, *created),
            _ => report::json(found),
        }
        .into_bytes())
    }
}

/// What exports have written into a bucket by now.
pub(crate) fn written<'a>(state: &'a State, now: i64, bucket: &str) -> Vec<Written<'a>> {
    let mut objects = Vec::new();
    for export in &state.exports {
        let destination = &export.request["s3Destination"];
        if status_of(export, now) != "SUCCEEDED" || text(destination, "bucketName") != Some(bucket) {
            continue;
        }
        let prefix = match text(destination, "keyPrefix").unwrap_or_default() {
            prefix if prefix.is_empty() || prefix.ends_with('/') => prefix.to_owned(),
            prefix => format!("{prefix}/"),
        };
        let object = |key: String, run| Written {
            key,
            at: export.created.saturating_add(export.millis),
            state,
            export,
            run,
        };
        let (id, format) = (&export.id, &export.format);
        match export.kind {
            ExportKind::Findings => {
                objects.push(object(format!("{prefix}{id}.{}", format.to_lowercase()), None));
            }
            ExportKind::Sbom => objects.extend(
                scanned(state, export.created, &export.region)
                    .into_iter()
                    .filter(|run| takes_resource(run, &export.request).unwrap_or_default())
                    .map(|run| {
                        let folder = format!("{prefix}{format}_outputs_{id}/account={ACCOUNT}");
                        let key = format!("{folder}/resource=AWS_EC2_INSTANCE/{}_{format}.json", instance(run));
                        object(key, Some(run))
                    }),
            ),
        }
    }
    objects
}

fn find<'a>(state: &'a State, call: &Call, kind: ExportKind, id: &str) -> Result<&'a Export, ApiError> {
    state
        .exports
        .iter()
        .find(|export| export.kind == kind && export.id == id && is_here(export, call))
        .ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> ApiError {
    ApiError::new(
        404,
        "ResourceNotFoundException",
        format!("There is no report with the id '{id}'."),
    )
}

fn is_here(export: &Export, call: &Call) -> bool {
    export.region == call.region
}

fn ended(export: &Export, now: i64) -> bool {
    status_of(export, now) != "IN_PROGRESS"
}

fn status_of(export: &Export, now: i64) -> &'static str {
    if export.cancelled.is_some() {
        "CANCELLED"
    } else if now < export.created.saturating_add(export.millis) {
        "IN_PROGRESS"
    } else if export.fails.is_some() {
        "FAILED"
    } else {
        "SUCCEEDED"
    }
}

fn status(export: &Export, now: i64) -> Value {
    let status = status_of(export, now);
    let code = export.fails.as_deref().filter(|_| status == "FAILED");
    json!({
        "reportId": export.id,
        "status": status,
        "errorCode": code,
        "errorMessage": code.map(|code| format!("The sandbox could not write the report: {code}.")),
    })
}

/// A report has ACTIVE findings only, unless the call filters by status.
fn report_criteria(request: &Value) -> Result<Vec<Criterion>, ApiError> {
    let mut criteria = criteria(request)?;
    if !criteria.iter().any(|(key, _)| key == "findingStatus") {
        let active = json!({"comparison": "EQUALS", "value": "ACTIVE"});
        criteria.push(("findingStatus".to_owned(), vec![active]));
    }
    Ok(criteria)
}

/// Whether an instance passes `resourceFilterCriteria`.
fn takes_resource(run: &ImageRun, request: &Value) -> Result<bool, ApiError> {
    let criteria = request["resourceFilterCriteria"].as_object();
    for (key, entries) in criteria.into_iter().flatten() {
        let value = match key.as_str() {
            "accountId" => ACCOUNT.to_owned(),
            "resourceId" => instance(run),
            "resourceType" => "AWS_EC2_INSTANCE".to_owned(),
            _ => return Err(invalid(format!("The sandbox does not filter resources by '{key}'."))),
        };
        let entries = entries.as_array().map(Vec::as_slice).unwrap_or_default();
        if !super::criteria::compares(entries, Some(&value))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn format(call: &Call, known: &[&str]) -> Result<String, ApiError> {
    text(&call.body, "reportFormat")
        .filter(|format| known.contains(format))
        .map(str::to_owned)
        .ok_or_else(|| invalid(format!("reportFormat is one of {}.", known.join(", "))))
}

/// `arn:aws:kms:<region>:<account>:key/<id>`; the sandbox has no keys, so any will do.
fn is_key_arn(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts[..] {
        ["arn", _, "kms", region, account, key] => {
            !region.is_empty() && account.len() == 12 && key.strip_prefix("key/").is_some_and(|id| !id.is_empty())
        }
        _ => false,
    }
}
