//! Fetching what an export has written from its bucket.

use std::io::{self, Write};

use aws_sdk_s3::primitives::ByteStream;
use tokio_util::sync::CancellationToken;

use crate::call::{Operation, Service, pages};
use crate::error::Call;
use crate::progress::{OnProgress, Progress};
use crate::{Cloud, CloudError};

/// Opens the file that an object is written into, given the object's key. A key is AWS's text: it has slashes, and
/// must not become a path unchecked.
pub type OpenFile<'a> = &'a (dyn Fn(&str) -> io::Result<Box<dyn Write + Send>> + Send + Sync);

/// An object that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedObject {
    pub key: String,
    pub bytes: u64,
}

const LIST: Operation = Service::S3.operation("ListObjectsV2");
const GET: Operation = Service::S3.operation("GetObject");

impl Cloud {
    /// Streams every object of an export into its file.
    ///
    /// Inspector names objects by the export's id: a findings report `<prefix>/<id>.json`, an inventory
    /// `<prefix>/CYCLONEDX_1_4_outputs_<id>/account=…/resource=…/….json`. AWS does not promise how, so what has the id
    /// in its key is taken.
    pub(super) async fn fetch_export(
        &self,
        bucket: &str,
        prefix: Option<&str>,
        id: &str,
        open: OpenFile<'_>,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<FetchedObject>, CloudError> {
        let listed = pages(|token| async move {
            let request = self
                .s3()
                .list_objects_v2()
                .bucket(bucket)
                .set_prefix(prefix.map(str::to_owned))
                .set_continuation_token(token)
                .send();
            let page = self.call(LIST, cancel, request).await?;
            let objects = page.contents.unwrap_or_default().into_iter();
            let of_export = objects.filter_map(|object| object.key.filter(|key| key.contains(id)));
            Ok((of_export.collect::<Vec<_>>(), page.next_continuation_token))
        })
        .await?;
        if listed.is_empty() {
            return Err(CloudError::NotFound {
                service: Service::S3,
                message: format!("Inspector has written {id}, but the bucket {bucket} has no object of that name"),
                call: Call {
                    operation: LIST.name,
                    request_id: None,
                },
            });
        }
        let total = listed.len();
        let mut fetched = Vec::with_capacity(total);
        for (done, key) in listed.into_iter().enumerate() {
            progress(Progress {
                done,
                total,
                now: format!("fetching {key}"),
            });
            let bytes = self.fetch_object(bucket, &key, open, cancel).await?;
            fetched.push(FetchedObject { key, bytes });
        }
        Ok(fetched)
    }

    async fn fetch_object(
        &self,
        bucket: &str,
        key: &str,
        open: OpenFile<'_>,
        cancel: &CancellationToken,
    ) -> Result<u64, CloudError> {
        let request = self.s3().get_object().bucket(bucket).key(key).send();
        let answer = self.call(GET, cancel, request).await?;
        let unwritten = |error: io::Error| CloudError::Unwritten {
            key: key.to_owned(),
            reason: error.to_string(),
        };
        let mut file = open(key).map_err(unwritten)?;
        let mut body: ByteStream = answer.body;
        let mut bytes = 0;
        loop {
            let next = cancel
                .run_until_cancelled(body.try_next())
                .await
                .ok_or(CloudError::Cancelled)?;
            match next {
                Ok(Some(part)) => {
                    file.write_all(&part).map_err(unwritten)?;
                    bytes += part.len() as u64;
                }
                Ok(None) => break,
                Err(error) => return Err(CloudError::broken_off(GET, self.profile(), &error.to_string())),
            }
        }
        file.flush().map_err(unwritten)?;
        Ok(bytes)
    }
}

/// A bucket's own name, and nothing that the SDK would take for an access point elsewhere
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>).
pub(super) fn check_bucket(bucket: &str) -> Result<(), CloudError> {
    let is_name = (3..=63).contains(&bucket.len())
        && bucket
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    if is_name {
        return Ok(());
    }
    Err(CloudError::invalid(
        GET,
        format!("`{bucket}` is no name of a bucket; give 3 to 63 lower-case letters, digits, dots and hyphens"),
    ))
}
