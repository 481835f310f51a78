//! Image builds, own and shared, and the recipes they were built from.

use aws_sdk_imagebuilder::types::{Image, Ownership};
use ingot_recipe::inventory::{CloudImage, CloudImageRecipe};
use tokio_util::sync::CancellationToken;

use super::convert::{cloud_image, cloud_recipe, listed_image};
use super::{PAGE, Reader};
use crate::call::{Service, pages};
use crate::{Cloud, CloudError};

/// Builds of one image version whose recipe and pipeline are read, newest first; of older ones the list's own words
/// are kept, so that years of nightly builds do not cost a request each.
const IN_FULL: usize = 25;

impl Cloud {
    /// One image build as the SDK has it.
    pub(crate) async fn image(&self, arn: &str, cancel: &CancellationToken) -> Result<Image, CloudError> {
        let operation = Service::ImageBuilder.operation("GetImage");
        let request = self.imagebuilder().get_image().image_build_version_arn(arn).send();
        let answer = self.call(operation, cancel, request).await?;
        answer.image.ok_or_else(|| CloudError::incomplete(operation, "image"))
    }
}

impl Reader<'_> {
    pub(super) async fn images(&self) -> Result<(Vec<CloudImage>, Vec<CloudImageRecipe>), CloudError> {
        let mut versions: Vec<String> = Vec::new();
        for (owner, whose) in [
            (Ownership::SelfValue, "own images"),
            (Ownership::Shared, "images shared with this account"),
        ] {
            versions.extend(self.attempt(whose, self.image_versions(&owner)).await?);
        }
        let builds: Vec<Vec<CloudImage>> = self
            .details(versions, |arn: String| {
                let what = format!("builds of {arn}");
                (what, async move { self.image_builds(&arn).await.map(Some) })
            })
            .await?;

        let mut images = Vec::new();
        let mut wanted = Vec::new();
        for mut of_version in builds {
            of_version.sort_by_key(|image| std::cmp::Reverse(image.build));
            let older = of_version.split_off(of_version.len().min(IN_FULL));
            wanted.extend(of_version);
            images.extend(older);
        }
        let read: Vec<(CloudImage, Option<CloudImageRecipe>)> = self
            .details(wanted, |listed: CloudImage| {
                let what = format!("image {} {}/{}", listed.name, listed.version, listed.build);
                (what, async move {
                    let mut image = self.cloud.image(&listed.arn, self.cancel).await?;
                    let recipe = image.image_recipe.clone().map(cloud_recipe);
                    // Image names of shared images are absent in some answers; the list has them.
                    image.name = image.name.or(Some(listed.name));
                    Ok(Some((cloud_image(image), recipe)))
                })
            })
            .await?;
        let mut recipes: Vec<CloudImageRecipe> = Vec::new();
        for (image, recipe) in read {
            images.push(image);
            recipes.extend(recipe.filter(|recipe| recipes.iter().all(|known| known.arn != recipe.arn)));
        }
        Ok((images, recipes))
    }

    async fn image_versions(&self, owner: &Ownership) -> Result<Vec<String>, CloudError> {
        pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_images()
                .owner(owner.clone())
                .include_deprecated(true)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let page = self
                .cloud
                .call(Service::ImageBuilder.operation("ListImages"), self.cancel, request)
                .await?;
            let versions = page.image_version_list.unwrap_or_default();
            Ok((
                versions.into_iter().filter_map(|version| version.arn).collect(),
                page.next_token,
            ))
        })
        .await
    }

    async fn image_builds(&self, version_arn: &str) -> Result<Vec<CloudImage>, CloudError> {
        pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_image_build_versions()
                .image_version_arn(version_arn)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListImageBuildVersions");
            let page = self.cloud.call(operation, self.cancel, request).await?;
            let builds = page
                .image_summary_list
                .unwrap_or_default()
                .into_iter()
                .map(listed_image);
            Ok((builds.collect(), page.next_token))
        })
        .await
    }
}
