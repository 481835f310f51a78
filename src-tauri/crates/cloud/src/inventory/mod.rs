//! Reading what an account has in a region.

mod components;
mod configurations;
mod convert;
mod images;

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use futures::{StreamExt, TryStreamExt, stream};
use ingot_recipe::Inventory;
use tokio_util::sync::CancellationToken;

use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::{Cloud, CloudError};

pub(crate) use convert::cloud_image;

/// An inventory, and what could not be read of it.
#[derive(Debug, Clone, PartialEq)]
pub struct InventoryReading {
    pub inventory: Inventory,
    /// Each names a list or resource that is missing from the inventory, with the reason.
    pub warnings: Vec<Warning>,
}

/// Requests prepared at once; how many are under way is the limits' business.
const AHEAD: usize = 8;

/// The page size asked for: Image Builder's largest (botocore `imagebuilder/2019-12-02`, shape
/// `RestrictedInteger`). Answers may be shorter.
pub(crate) const PAGE: i32 = 100;

impl Cloud {
    /// Reads everything that Image Builder shows of this account and region: own resources in full, shared and
    /// Amazon-managed components and images as far as building on them needs.
    ///
    /// What may not be read is a warning and missing from the answer. Throttling is an error, because a list with
    /// holes would make a plan believe that things do not exist.
    pub async fn read_inventory(
        &self,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<InventoryReading, CloudError> {
        let as_of = jiff::Timestamp::now();
        let reader = Reader::new(self, progress, cancel);
        let identity = reader
            .attempt("who we are", async { self.identity(cancel).await.map(Some) })
            .await?;
        let components = reader.components().await?;
        let mut image_recipes = reader.image_recipes().await?;
        let infrastructures = reader.infrastructures().await?;
        let distributions = reader.distributions().await?;
        let pipelines = reader.pipelines().await?;
        let (images, recipes_of_images) = reader.images().await?;
        for recipe in recipes_of_images {
            if image_recipes.iter().all(|known| known.arn != recipe.arn) {
                image_recipes.push(recipe);
            }
        }
        let mut inventory = Inventory {
            as_of: Some(as_of.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()),
            account: identity.map(|identity| identity.account),
            region: Some(self.profile().region.clone()),
            components,
            image_recipes,
            infrastructures,
            distributions,
            pipelines,
            images,
        };
        // AWS promises no order; a stable one keeps two readings of the same account equal.
        inventory.components.sort_by(|a, b| a.arn.cmp(&b.arn));
        inventory.image_recipes.sort_by(|a, b| a.arn.cmp(&b.arn));
        inventory.infrastructures.sort_by(|a, b| a.arn.cmp(&b.arn));
        inventory.distributions.sort_by(|a, b| a.arn.cmp(&b.arn));
        inventory.pipelines.sort_by(|a, b| a.arn.cmp(&b.arn));
        inventory
            .images
            .sort_by(|a, b| (&a.name, &a.version, a.build).cmp(&(&b.name, &b.version, b.build)));
        Ok(InventoryReading {
            inventory,
            warnings: reader.into_warnings(),
        })
    }
}

/// One reading under way.
struct Reader<'a> {
    cloud: &'a Cloud,
    progress: OnProgress<'a>,
    cancel: &'a CancellationToken,
    done: AtomicUsize,
    total: AtomicUsize,
    warnings: Mutex<Vec<Warning>>,
}

impl<'a> Reader<'a> {
    fn new(cloud: &'a Cloud, progress: OnProgress<'a>, cancel: &'a CancellationToken) -> Self {
        Self {
            cloud,
            progress,
            cancel,
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            warnings: Mutex::new(Vec::new()),
        }
    }

    /// Reads one thing; when that fails for a reason that leaves the rest readable, warns and answers nothing.
    async fn attempt<T: Default>(
        &self,
        what: &str,
        read: impl Future<Output = Result<T, CloudError>>,
    ) -> Result<T, CloudError> {
        self.total.fetch_add(1, Ordering::Relaxed);
        self.tell(what);
        let read = read.await;
        self.done.fetch_add(1, Ordering::Relaxed);
        self.tell(what);
        match read {
            Ok(value) => Ok(value),
            Err(error @ CloudError::Throttled { .. }) => Err(error),
            Err(error) => {
                let mut warning = Warning::unless_fatal(error)?;
                warning.message = format!("cannot read {what}: {}", warning.message);
                self.warnings
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(warning);
                Ok(T::default())
            }
        }
    }

    /// Reads the details of each item, several ahead, in the order of the items; those that may not be read are left
    /// out with a warning.
    async fn details<I, T, F>(&self, items: Vec<I>, read: impl Fn(I) -> (String, F)) -> Result<Vec<T>, CloudError>
    where
        F: Future<Output = Result<Option<T>, CloudError>>,
    {
        let reads: Vec<_> = items
            .into_iter()
            .map(|item| {
                let (what, read) = read(item);
                async move { self.attempt(&what, read).await }
            })
            .collect();
        stream::iter(reads)
            .buffered(AHEAD)
            .try_filter_map(|found| async move { Ok(found) })
            .try_collect()
            .await
    }

    fn tell(&self, now: &str) {
        (self.progress)(Progress {
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            now: format!("reading {now}"),
        });
    }

    fn into_warnings(self) -> Vec<Warning> {
        self.warnings.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
