//! Rules about how large a document may be.

mod example;
mod inline_limit;
mod near_limit;
mod quota;

use super::Rule;
use inline_limit::InlineLimit;
use near_limit::NearLimit;
use quota::Quota;

pub(super) const RULES: &[&dyn Rule] = &[&InlineLimit, &NearLimit, &Quota];

/// Characters that `CreateComponent` takes in `data`
/// (botocore `imagebuilder/2019-12-02 service-2.json`, `InlineComponentData`).
const INLINE_CHARACTERS: usize = 16_000;

/// Default of the quota for a document at an S3 `uri`, in bytes (the same file, `CreateComponent`).
const QUOTA_BYTES: usize = 64 * 1024;
